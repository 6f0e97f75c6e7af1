// The selection: each choice is a change of the address, nothing else.
import { html, nothing, type TemplateResult } from 'lit';
import type { Agreement, Leak, Unit } from '../contract.ts';
import { latest, length, months } from '../period.ts';
import type { Scene } from '../scene.ts';
import type { Page } from '../pages/page.ts';

export interface FilterChoices {
  readonly units: readonly Unit[];
  readonly agreements: readonly Agreement[];
  readonly suppliers: readonly Leak[];
}

interface Option {
  readonly value: string;
  readonly label: string;
}

const kPresets = [1, 3, 6, 12] as const;

export function filterBar(
  scene: Scene, page: Page<never>, choices: FilterChoices, go: (href: string) => void,
): TemplateResult {
  const { words: { filters: words }, view } = scene;
  const change = (name: string) => (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    go(scene.link(view.page, { [name]: value, after: '' }));
  };
  return html`<search class="filters" aria-label=${words.title}>
    ${scene.buyers.length > 1 ? select('buyer', words.buyer, scene.buyers.map((buyer) =>
      ({ value: buyer.buyer_id, label: buyer.name })), scene.buyer.buyer_id, (event) => {
      const { value } = event.target as HTMLSelectElement;
      go(scene.link(view.page, {
        buyer: value, unit: '', agreement: '', supplier: '', currency: '', from: '', to: '', after: '',
      }));
    }) : nothing}
    ${page.filters.includes('unit') ? select('unit', words.unit,
      [{ value: '', label: words.allUnits }, ...inTree(choices.units)], view.words.unit ?? '', change('unit')) : nothing}
    ${page.filters.includes('agreement') ? select('agreement', words.agreement, [
      { value: '', label: words.all }, ...agreementOptions(choices.agreements, view.words.agreement),
    ], view.words.agreement ?? '', change('agreement')) : nothing}
    ${page.filters.includes('supplier') ? select('supplier', words.supplier, [
      { value: '', label: words.all }, ...supplierOptions(choices.suppliers, view.words.supplier),
    ], view.words.supplier ?? '', change('supplier')) : nothing}
    ${page.filters.includes('period') ? period(scene, go) : nothing}
  </search>`;
}

function select(
  name: string, label: string, options: readonly Option[], chosen: string, change: (event: Event) => void,
): TemplateResult {
  return html`<div class="ds-field" data-size="sm"><label class="ds-label" for="filter-${name}">${label}</label>
    <select class="ds-input" id="filter-${name}" name=${name} @change=${change} .value=${chosen}>
      ${options.map((option) => html`<option value=${option.value} ?selected=${option.value === chosen}>${option.label}</option>`)}
    </select></div>`;
}

// Children below their parents, indented: a select shows no other structure.
function inTree(units: readonly Unit[]): Option[] {
  const ids = new Set(units.map((unit) => unit.unit_id));
  const options: Option[] = [];
  const seen = new Set<string>();
  const visit = (parent: string, depth: number): void => {
    const children = units.filter((unit) => (unit.parent_id && ids.has(unit.parent_id) ? unit.parent_id : '') === parent);
    for (const unit of children.toSorted((a, b) => a.name.localeCompare(b.name, 'nb'))) {
      if (seen.has(unit.unit_id)) continue;
      seen.add(unit.unit_id);
      options.push({ value: unit.unit_id, label: `${'\u2003'.repeat(depth)}${unit.name}` });
      visit(unit.unit_id, depth + 1);
    }
  };
  visit('', 0);
  return options;
}

function agreementOptions(agreements: readonly Agreement[], chosen: string | undefined): Option[] {
  const titles = new Map(agreements.map((one) => [one.agreement_id, one.title ?? one.agreement_id]));
  if (chosen && !titles.has(chosen)) titles.set(chosen, chosen);
  return byLabel(titles);
}

function supplierOptions(leaks: readonly Leak[], chosen: string | undefined): Option[] {
  const names = new Map(leaks.flatMap((leak) =>
    leak.supplier_id ? [[leak.supplier_id, leak.supplier_name ?? leak.supplier_id] as const] : []));
  if (chosen && !names.has(chosen)) names.set(chosen, chosen);
  return byLabel(names);
}

function byLabel(names: ReadonlyMap<string, string>): Option[] {
  return [...names].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label, 'nb'));
}

function period(scene: Scene, go: (href: string) => void): TemplateResult {
  const { words: { filters: words }, format, view, known, span } = scene;
  const options = months(known).map((month) => ({ value: month, label: format.month(month, 'short') }));
  const from = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    go(scene.link(view.page, { from: value, to: value > span.to ? value : span.to, after: '' }));
  };
  const to = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    go(scene.link(view.page, { from: value < span.from ? value : span.from, to: value, after: '' }));
  };
  const presets = [
    ...kPresets.filter((size) => size < length(known)).map((size) => ({ span: latest(known, size), label: words.last(size) })),
    { span: known, label: words.everything },
  ];
  return html`
    ${select('from', words.from, options, span.from, from)}
    ${select('to', words.to, options, span.to, to)}
    <nav class="choices presets" aria-label=${words.period}>${presets.map((preset) => html`<a class="ds-chip"
      data-color="neutral" data-size="sm" href=${scene.link(view.page, { ...preset.span, after: '' })}
      aria-current=${preset.span.from === span.from && preset.span.to === span.to ? 'true' : nothing}>${preset.label}</a>`)}
    </nav>`;
}
