// Agreements × units: the larger the missed saving, the darker the field. The amount stands in each field.
import { html, nothing, type TemplateResult } from 'lit';
import type { Leak } from '../contract.ts';
import { compare, decimal, forDrawing, kZero, plus, quotient, sign, sum, type Decimal } from '../decimal.ts';
import type { Scene } from '../scene.ts';
import { allUnknown, largest, leakAgreement, leakLines, leakUnit } from './leak_list.ts';

const kMostUnits = 6;
const kMostAgreements = 8;
const kShades = 5;

interface Axis {
  readonly id: string;
  readonly name: string;
  readonly total: Decimal;
}

function axis(leaks: readonly Leak[], id: (leak: Leak) => string, name: (leak: Leak) => string): Axis[] {
  const found = new Map<string, { name: string; total: Decimal }>();
  for (const leak of leaks) {
    const known = found.get(id(leak)) ?? { name: name(leak), total: kZero };
    found.set(id(leak), { name: known.name, total: plus(known.total, decimal(leak.missed_saving)) });
  }
  return [...found].map(([key, value]) => ({ id: key, ...value }))
    .sort((a, b) => compare(b.total, a.total) || (a.id < b.id ? -1 : 1));
}

export function heatTable(scene: Scene, leaks: readonly Leak[]): TemplateResult | typeof nothing {
  const { words: { leaks: words } } = scene;
  const agreements = axis(leaks, (l) => l.agreement_id ?? '', (l) => leakAgreement(scene, l)).slice(0, kMostAgreements);
  const allUnits = axis(leaks, (l) => l.unit_id ?? '', (l) => leakUnit(scene, l));
  const units = allUnits.slice(0, kMostUnits);
  if (agreements.length === 0 || units.length < 2) return nothing;
  const most = largest(leaks);
  const others = allUnits.length > units.length;
  return html`<section class="ds-card" aria-labelledby="heat">
    <h2 class="ds-heading" data-size="xs" id="heat">${words.heat}</h2>
    <p class="hint">${words.heatHow}</p>
    <div class="scroll" tabindex="0" role="group" aria-label=${words.heat}>
      <table class="ds-table heat" data-size="sm">
        <thead><tr><th scope="col">${words.agreement}</th>
          <th scope="col" class="number">${words.total}</th>
          ${units.map((unit) => html`<th scope="col" class="number">${unit.name}</th>`)}
          ${others ? html`<th scope="col" class="number">${words.others}</th>` : nothing}</tr></thead>
        <tbody>${agreements.map((agreement) => html`<tr>
          <th scope="row"><a class="ds-link" href=${scene.link('lines', { agreement: agreement.id, rule: 'agreement_bypassed' })}
            >${agreement.name}</a></th>
          ${total(scene, leaks.filter((leak) => leak.agreement_id === agreement.id), 'total')}
          ${units.map((unit) => field(scene, leaks, agreement, unit, most))}
          ${others ? total(scene, rest(leaks, agreement, units), 'others') : nothing}
        </tr>`)}</tbody>
      </table>
    </div>
  </section>`;
}

function rest(leaks: readonly Leak[], agreement: Axis, units: readonly Axis[]): Leak[] {
  const shown = new Set(units.map((unit) => unit.id));
  return leaks.filter((leak) => leak.agreement_id === agreement.id && !shown.has(leak.unit_id ?? ''));
}

function total(scene: Scene, leaks: readonly Leak[], kind: string): TemplateResult {
  if (leaks.length === 0) return html`<td class="number none">–</td>`;
  if (allUnknown(leaks)) return unknownField(scene, kind, '?');
  return html`<td class="number ${kind}">${scene.format.amount(
    sum(leaks.map((leak) => decimal(leak.missed_saving))), scene.currency)}</td>`;
}

function unknownField(scene: Scene, kind: string, shown: unknown): TemplateResult {
  return html`<td class="number unknown ${kind}" title=${scene.words.leaks.unknownSaving}><span class="on-hatch">${shown}</span></td>`;
}

function shade(value: Decimal, most: Decimal): number {
  if (sign(value) <= 0) return 0;
  const share = quotient(value, most, 4);
  return share === null ? 0 : Math.max(1, Math.ceil(forDrawing(share) * kShades));
}

function field(scene: Scene, leaks: readonly Leak[], agreement: Axis, unit: Axis, most: Decimal): TemplateResult {
  const leak = leaks.find((one) => one.agreement_id === agreement.id && (one.unit_id ?? '') === unit.id);
  if (!leak) return html`<td class="number none">–</td>`;
  const value = decimal(leak.missed_saving);
  const unknown = allUnknown([leak]);
  const exact = unknown ? scene.words.leaks.unknownSaving : scene.format.exact(value, scene.currency);
  const shown = unknown ? '?' : scene.format.amount(value, scene.currency);
  const anchor = html`<a href=${leakLines(scene, leak)} title=${exact}
    aria-label=${`${shown}: ${agreement.name}, ${unit.name}, ${exact}`}>${shown}</a>`;
  return unknown ? unknownField(scene, '', anchor) : html`<td class="number heat-${shade(value, most)}">${anchor}</td>`;
}
