import { html, nothing, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import type { Fact, Finding } from '../contract.ts';
import { outcomeTag } from '../parts/marks.ts';
import { emptySelection } from '../parts/states.ts';
import type { Scene } from '../scene.ts';
import '../source/source_view.ts';
import type { SourceInput } from '../source/source_view.ts';
import type { Page } from './page.ts';
import type { VerdictModel } from './verdict_model.ts';
import { comparison, history, money, otherFindings } from './verdict_parts.ts';
import { price, sentence, supplierName, unitName } from './verdict_words.ts';

const kGravity = ['BREACH', 'UNDETERMINED', 'JUSTIFIED_EXCEPTION', 'COMPLIANT', 'NOT_APPLICABLE'];

// The one that the address names, else the gravest of the document.
function chosen(scene: Scene, findings: readonly Finding[]): Finding | null {
  const { rule, line } = scene.view.words;
  const named = findings.filter((finding) => (rule === undefined || finding.rule === rule)
    && (line === undefined || (finding.line_number ?? 0) === Number(line)));
  const gravity = (finding: Finding): number => kGravity.indexOf(finding.outcome ?? 'NOT_APPLICABLE');
  return (named.length ? named : findings).toSorted((a, b) => gravity(a) - gravity(b))[0] ?? null;
}

async function load(scene: Scene): Promise<VerdictModel> {
  const [answer, agreements, units] = await Promise.all([
    api.verdict(scene.view.words.subject ?? ''),
    api.agreements({ buyer: scene.buyer.buyer_id }),
    api.units({ buyer: scene.buyer.buyer_id }),
  ]);
  const finding = chosen(scene, answer.verdict.findings ?? []);
  const line = answer.fact?.lines?.find((one) => one.number === (finding?.line_number ?? 0)) ?? null;
  return { answer, finding, line, agreements: agreements.items, units: units.items };
}

function render(scene: Scene, model: VerdictModel): TemplateResult {
  const { words } = scene;
  const { finding, answer: { verdict } } = model;
  if (!finding) return emptySelection(scene);
  return html`
    <nav class="crumbs" aria-label=${words.crumbs}>
      <a class="ds-link" href=${scene.link('leaks')}>${words.pages.leaks}</a> <span aria-hidden="true">›</span>
      <a class="ds-link" href=${scene.link('lines', { rule: finding.rule })}>${words.lines.title[finding.rule] ?? words.pages.lines}</a>
      <span aria-hidden="true">›</span> <span aria-current="page">${words.pages.verdict}</span>
    </nav>
    <header class="verdict-head">
      <p class="verdict-rule">${finding.outcome ? outcomeTag(scene, finding.outcome) : nothing}
        <span>${words.verdict.rules[finding.rule] ?? finding.rule}</span></p>
      <h1 class="ds-heading" data-size="md" tabindex="-1">${sentence(scene, model, finding)}</h1>
      ${verdict.status === 'WITHDRAWN' ? html`<p class="ds-alert" data-color="warning">${words.verdict.withdrawn}</p>` : nothing}
    </header>
    <div class="verdict-columns">
      <div class="verdict-side">
        ${money(scene, model, finding)}
        ${comparison(scene, model, finding)}
        ${facts(scene, model)}
        ${history(scene, model.answer)}
        ${otherFindings(scene, model)}
      </div>
      ${source(scene, model, finding)}
    </div>`;
}

function source(scene: Scene, model: VerdictModel, finding: Finding): TemplateResult {
  const evidence = finding.evidence ?? [];
  const at = evidence[0] ?? model.answer.fact?.sightings?.[0];
  if (!at) return html`<section class="ds-card"><p>${scene.words.source.none}</p></section>`;
  const input: SourceInput = {
    connector: at.connector,
    source_key: at.source_key,
    content_hash: at.content_hash,
    evidence: evidence.filter((one) => one.content_hash === at.content_hash),
  };
  return html`<source-view .scene=${scene} .input=${input}></source-view>`;
}

function facts(scene: Scene, model: VerdictModel): TemplateResult | typeof nothing {
  const fact = model.answer.fact;
  if (!fact) return nothing;
  const { words: { verdict: words } } = scene;
  const rows: [string, unknown][] = [
    [words.buyer, fact.buyer_name ?? scene.buyer.name],
    [words.seller, supplierName(model, fact.seller_id) ?? fact.seller_name ?? '–'],
    [words.issued, fact.issue_date ? scene.format.date(fact.issue_date) : '–'],
    ...(fact.decided_on && fact.decided_on !== fact.issue_date
      ? [[words.decided, scene.format.date(fact.decided_on)] as [string, unknown]] : []),
    [words.order, fact.order_reference ?? words.noOrder],
    ...lineFacts(scene, model, fact),
  ];
  return html`<section class="ds-card" aria-labelledby="facts">
    <h2 class="ds-heading" data-size="xs" id="facts">${words.facts}</h2>
    <dl class="facts">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
  </section>`;
}

function lineFacts(scene: Scene, model: VerdictModel, fact: Fact): [string, unknown][] {
  const { words: { verdict: words }, format } = scene;
  const line = model.line;
  const currency = fact.currency ?? scene.currency;
  if (!line) return fact.amount === undefined ? [] : [[words.amount, price(scene, fact.amount, currency)]];
  const rows: [string, unknown][] = [
    [words.unit, scene.unitName(model.units, line.unit_id)],
    [words.channel, line.channel ? words.channels[line.channel] ?? line.channel : words.unknown],
  ];
  if (line.quantity) {
    const unit = line.unit_code ? unitName(scene, line.unit_code) : '';
    rows.push([words.quantity, `${format.read(line.quantity)} ${unit}`]);
  }
  if (line.amount) rows.push([words.amount, price(scene, line.amount, currency)]);
  return rows;
}

export const verdict: Page<VerdictModel> = {
  filters: [],
  skeleton: ['line', 'line', 'aside', 'chart'],
  load,
  title: (scene) => scene.words.pages.verdict,
  render,
};
