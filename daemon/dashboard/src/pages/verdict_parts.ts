// The parts of the verdict page beside the document: money, comparison, clause, history, other findings.
import { html, nothing, type TemplateResult } from 'lit';
import type { Finding, VerdictAnswer } from '../contract.ts';
import { outcomeTag } from '../parts/marks.ts';
import type { Scene } from '../scene.ts';
import type { VerdictModel } from './verdict_model.ts';
import { agreementTitle, comparedValue, price, wouldComply } from './verdict_words.ts';

export function money(scene: Scene, model: VerdictModel, finding: Finding): TemplateResult | typeof nothing {
  const { words: { verdict: words } } = scene;
  const currency = model.answer.verdict.currency ?? model.answer.fact?.currency ?? scene.currency;
  const kinds: [string, string | undefined][] = [
    [words.missed, finding.missed_amount], [words.recoverable, finding.recoverable_amount],
    [words.exposed, finding.exposed_amount],
  ];
  const known = kinds.filter((kind): kind is [string, string] => kind[1] !== undefined);
  if (known.length === 0) return nothing;
  return html`<section class="ds-card stake" aria-label=${words.money}>
    <dl class="figures">${known.map(([name, value]) => html`<div><dt>${name}</dt><dd>${price(scene, value, currency)}</dd></div>`)}</dl>
  </section>`;
}

export function comparison(scene: Scene, model: VerdictModel, finding: Finding): TemplateResult {
  const { words: { verdict: words } } = scene;
  const should = wouldComply(scene, model, finding);
  const title = agreementTitle(model, finding);
  const missing = finding.missing ?? [];
  return html`<section class="ds-card" aria-labelledby="compared">
    <h2 class="ds-heading" data-size="xs" id="compared">${words.compared}</h2>
    ${finding.compared?.length ? html`<table class="ds-table" data-size="sm">
      <caption class="ds-sr-only">${words.compared}</caption>
      <tbody>${finding.compared.map((one) => html`<tr><th scope="row">${words.comparedNames[one.name] ?? one.name}</th>
        <td class="number">${comparedValue(scene, model, one)}</td></tr>`)}</tbody></table>` : nothing}
    ${missing.length ? html`<h3 class="ds-heading" data-size="2xs">${words.missing}</h3>
      <ul class="unknown-list">${missing.map((name) => html`<li>${words.missingNames[name] ?? name}</li>`)}</ul>` : nothing}
    <dl class="facts">
      ${(finding.parameters ?? []).map((one) => html`<div><dt>${words.parameterNames[one.name] ?? one.name}</dt>
        <dd>${scene.words.source.fields[one.value] ?? one.value}</dd></div>`)}
      ${should ? html`<div class="should"><dt>${words.should}</dt><dd>${should}</dd></div>` : nothing}
      ${title ? html`<div><dt>${words.agreement}</dt><dd>${title}</dd></div>` : nothing}
      ${finding.source ? html`<div><dt>${words.clause}</dt><dd>${finding.source}</dd></div>` : nothing}
    </dl>
    ${versions(scene, model, finding)}
  </section>`;
}

function versions(scene: Scene, model: VerdictModel, finding: Finding): TemplateResult | typeof nothing {
  const { words: { verdict: words } } = scene;
  const policy = model.answer.verdict.policy_revision;
  const parts = [
    ...(finding.rule_version ? [words.version(String(finding.rule_version))] : []),
    ...(policy === undefined ? [] : [words.policy(String(policy))]),
  ];
  return parts.length ? html`<p class="minor">${parts.join(' · ')}</p>` : nothing;
}

export function history(scene: Scene, answer: VerdictAnswer): TemplateResult {
  const { words: { verdict: words }, format } = scene;
  const revisions = answer.history ?? [];
  return html`<section class="ds-card" aria-labelledby="history">
    <h2 class="ds-heading" data-size="xs" id="history">${words.history}</h2>
    ${revisions.length < 2 ? html`<p>${words.noHistory}</p>` : nothing}
    ${revisions.length === 0 ? nothing : html`<table class="ds-table" data-size="sm">
      <caption class="ds-sr-only">${words.history}</caption>
      <thead><tr><th scope="col">${words.revision}</th><th scope="col">${words.knownAt}</th>
        <th scope="col">${words.result}</th></tr></thead>
      <tbody>${revisions.map((one) => html`<tr><th scope="row">${one.revision}</th><td>${format.instant(one.known_at)}</td>
        <td>${one.outcome ? words.outcome[one.outcome] : '–'}</td></tr>`)}</tbody></table>`}
  </section>`;
}

export function otherFindings(scene: Scene, model: VerdictModel): TemplateResult | typeof nothing {
  const { words: { verdict: words } } = scene;
  const others = (model.answer.verdict.findings ?? []).filter((one) => one !== model.finding
    && one.outcome !== 'NOT_APPLICABLE');
  if (others.length === 0) return nothing;
  return html`<section class="ds-card" aria-labelledby="others">
    <h2 class="ds-heading" data-size="xs" id="others">${words.others}</h2>
    <ul class="findings">${others.map((one) => html`<li>
      ${one.outcome ? outcomeTag(scene, one.outcome) : nothing}
      <a class="ds-link" href=${scene.link('verdict', { rule: one.rule, line: String(one.line_number ?? 0) })}
        >${words.rules[one.rule] ?? one.rule}</a>
      <span class="minor">${one.line_number ? words.line(one.line_id ?? String(one.line_number)) : words.whole}</span>
    </li>`)}</ul>
  </section>`;
}
