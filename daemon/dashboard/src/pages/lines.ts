import { html, nothing, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import type { Agreement, Line, Unit } from '../contract.ts';
import { decimal } from '../decimal.ts';
import { emptySelection } from '../parts/states.ts';
import type { Scene } from '../scene.ts';
import type { Page } from './page.ts';

interface Lines {
  readonly items: readonly Line[];
  readonly next: string | null;
  readonly units: readonly Unit[];
  readonly agreements: readonly Agreement[];
}

const kRules = ['agreement_bypassed', 'price_above_agreement', 'order_missing'] as const;
type Rule = (typeof kRules)[number];
const kPageSize = 50;

function rule(scene: Scene): Rule {
  return kRules.find((name) => name === scene.view.words.rule) ?? 'agreement_bypassed';
}

async function load(scene: Scene): Promise<Lines> {
  const { outcome, after } = scene.view.words;
  const [lines, units, agreements] = await Promise.all([
    api.lines({ ...scene.filters(), rule: rule(scene), outcome: outcome ?? 'BREACH', after, limit: kPageSize }),
    api.units({ buyer: scene.buyer.buyer_id }),
    api.agreements({ buyer: scene.buyer.buyer_id }),
  ]);
  return { items: lines.items, next: lines.next ?? null, units: units.items, agreements: agreements.items };
}

function render(scene: Scene, model: Lines): TemplateResult {
  const { words: { lines: words } } = scene;
  const { agreement, unit } = scene.view.words;
  const about = [
    ...(agreement ? [agreementTitle(model, agreement)] : []),
    ...(unit ? [scene.unitName(model.units, unit)] : []),
    scene.format.span(scene.span.from, scene.span.to),
  ];
  return html`
    <nav class="crumbs" aria-label=${scene.words.crumbs}>
      <a class="ds-link" href=${scene.link('leaks')}>${scene.words.pages.leaks}</a>
      <span aria-hidden="true">›</span> <span aria-current="page">${scene.words.pages.lines}</span>
    </nav>
    <h1 class="ds-heading" data-size="md" tabindex="-1">${words.title[rule(scene)]}</h1>
    <p class="ds-paragraph lead">${about.join(' · ')}</p>
    <nav class="choices" aria-label=${words.rule}>
      ${kRules.map((name) => html`<a class="ds-chip" data-color="neutral" href=${scene.link('lines', { rule: name })}
        aria-current=${name === rule(scene) ? 'true' : nothing}>${words.title[name]}</a>`)}
    </nav>
    ${model.items.length === 0 ? emptySelection(scene) : table(scene, model)}`;
}

function agreementTitle(model: Lines, id: string): string {
  return model.agreements.find((agreement) => agreement.agreement_id === id)?.title ?? id;
}

function table(scene: Scene, model: Lines): TemplateResult {
  const { words: { lines: words } } = scene;
  const currency = scene.format.currencyName(model.items[0]?.currency ?? scene.currency);
  const stake = {
    agreement_bypassed: words.missed, price_above_agreement: words.recoverable, order_missing: words.exposed,
  }[rule(scene)];
  return html`<section class="ds-card">
    <div class="scroll" tabindex="0" role="group" aria-label=${words.title[rule(scene)] ?? ''}>
      <table class="ds-table lines-table" data-size="sm" data-hover>
        <caption class="ds-sr-only">${words.title[rule(scene)]}</caption>
        <thead><tr>
          <th scope="col">${words.document}</th>
          <th scope="col">${words.item}</th>
          <th scope="col" class="more">${words.unit}</th>
          <th scope="col" class="more">${words.supplier}</th>
          <th scope="col" class="number more">${words.amount}, ${currency}</th>
          <th scope="col" class="number">${stake}, ${currency}</th>
        </tr></thead>
        <tbody>${model.items.map((line) => row(scene, model, line))}</tbody>
      </table>
    </div>
    ${pager(scene, model)}
  </section>`;
}

function pager(scene: Scene, model: Lines): TemplateResult | typeof nothing {
  const { words: { lines: words }, view } = scene;
  if (!view.words.after && !model.next) return nothing;
  return html`<p class="pager">
    ${view.words.after
      ? html`<a class="ds-link" href=${scene.link('lines', { after: '' })}>${words.first}</a>` : nothing}
    ${model.next
      ? html`<a class="ds-link" href=${scene.link('lines', { after: model.next })}
        >${words.next} <span aria-hidden="true">→</span></a>` : nothing}
  </p>`;
}

function row(scene: Scene, model: Lines, line: Line): TemplateResult {
  const { words: { lines: words } } = scene;
  const stake = {
    agreement_bypassed: line.missed_amount, price_above_agreement: line.recoverable_amount,
    order_missing: line.exposed_amount,
  }[rule(scene)];
  const unit = line.unit_name ?? scene.unitName(model.units, line.unit_id);
  const supplier = line.supplier_name ?? line.supplier_id ?? '–';
  return html`<tr>
    <th scope="row">${documentLink(scene, line)}</th>
    <td>${line.item_name ?? '–'}<span class="minor under narrow">${unit}, ${supplier}</span></td>
    <td class="more">${unit}</td>
    <td class="more">${supplier}${line.agreement_id
      ? html`<span class="minor under">${words.agreement(agreementTitle(model, line.agreement_id))}</span>` : nothing}</td>
    <td class="number more">${money(scene, line.amount)}</td>
    <td class="number">${money(scene, stake)}</td>
  </tr>`;
}

function documentLink(scene: Scene, line: Line): TemplateResult {
  const { words: { lines: words }, format } = scene;
  const whole = line.line_number === 0;
  const number = line.line_id ?? String(line.line_number);
  const address = scene.link('verdict', {
    subject: line.subject_key ?? line.document_key, rule: rule(scene), line: String(line.line_number),
  });
  return html`<a class="ds-link" href=${address}
    aria-label=${whole ? words.openDocument(line.document_number) : words.open(line.document_number, number)}
    >${line.document_number}</a>
    <span class="minor under">${format.date(line.issue_date)}, ${whole ? words.whole : words.line(number)}</span>`;
}

function money(scene: Scene, value: string | undefined): TemplateResult {
  return value === undefined ? html`<span class="unknown-note">${scene.words.lines.undetermined}</span>`
    : html`${scene.format.exactNumber(decimal(value))}`;
}

export const lines: Page<Lines> = {
  filters: ['period', 'unit', 'agreement', 'supplier'],
  skeleton: ['line', 'line', 'list'],
  load,
  title: (scene) => scene.words.lines.title[rule(scene)] ?? scene.words.pages.lines,
  render,
};
