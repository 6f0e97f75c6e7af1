// Leaks as a ranked table: who bought what elsewhere, and what it cost. Each row leads to its lines.
import { html, nothing, type TemplateResult } from 'lit';
import type { Leak } from '../contract.ts';
import { compare, decimal, kZero, type Decimal } from '../decimal.ts';
import type { Scene } from '../scene.ts';
import { bar } from './marks.ts';

export function leakAgreement(scene: Scene, leak: Leak): string {
  return leak.agreement_title ?? leak.agreement_id ?? scene.words.leaks.noAgreement;
}

export function leakUnit(scene: Scene, leak: Leak): string {
  if (leak.unit_id === 'unknown') return scene.words.leaks.unknownUnit;
  return leak.unit_name ?? leak.unit_id ?? '';
}

/** The lines behind a leak; only what the leak names is narrowed down. */
export function leakLines(scene: Scene, leak: Leak): string {
  return scene.link('lines', {
    rule: 'agreement_bypassed',
    after: '',
    ...(leak.agreement_id ? { agreement: leak.agreement_id } : {}),
    ...(leak.unit_id ? { unit: leak.unit_id } : {}),
    ...(leak.supplier_id ? { supplier: leak.supplier_id } : {}),
  });
}

/** No line has a known saving: then there is no amount to show, not even zero. */
export function allUnknown(leaks: readonly Leak[]): boolean {
  return leaks.length > 0 && leaks.every((leak) => leak.lines > 0 && leak.undetermined_lines === leak.lines);
}

export function largest(leaks: readonly Leak[]): Decimal {
  return leaks.reduce((most, leak) => {
    const value = decimal(leak.missed_saving);
    return compare(value, most) > 0 ? value : most;
  }, kZero);
}

export function leakList(scene: Scene, leaks: readonly Leak[]): TemplateResult {
  const { words: { leaks: words } } = scene;
  const first = leaks[0];
  const columns = {
    agreement: first?.agreement_id !== undefined,
    unit: first?.unit_id !== undefined,
    supplier: first?.supplier_id !== undefined,
  };
  const most = largest(leaks);
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${words.table}>
    <table class="ds-table leak-table" data-size="sm" data-hover>
      <caption class="ds-sr-only">${words.table}</caption>
      <thead><tr>
        ${columns.agreement ? html`<th scope="col">${words.agreement}</th>` : nothing}
        ${columns.unit ? html`<th scope="col" class=${columns.agreement ? 'more' : ''}>${words.unit}</th>` : nothing}
        ${columns.supplier ? html`<th scope="col" class=${columns.agreement || columns.unit ? 'more' : ''}>${words.supplier}</th>` : nothing}
        <th scope="col" class="number">${words.missed}</th>
        <th scope="col" class="number more">${words.amount}</th>
        <th scope="col" class="number more">${words.lines}</th>
        <th scope="col"><span class="ds-sr-only">${words.open}</span></th>
      </tr></thead>
      <tbody>${leaks.map((leak) => row(scene, leak, columns, most))}</tbody>
    </table>
  </div>`;
}

function row(
  scene: Scene, leak: Leak, columns: { agreement: boolean; unit: boolean; supplier: boolean }, most: Decimal,
): TemplateResult {
  const { words: { leaks: words }, format, currency } = scene;
  const missed = decimal(leak.missed_saving);
  const unknown = allUnknown([leak]);
  const supplier = leak.supplier_name ?? leak.supplier_id ?? '';
  const names = [
    ...(columns.agreement ? [leakAgreement(scene, leak)] : []),
    ...(columns.unit ? [leakUnit(scene, leak)] : []),
    ...(columns.supplier ? [supplier] : []),
  ];
  return html`<tr>
    <th scope="row">${names[0]}<span class="minor under narrow">${names.slice(1).join(', ')}</span></th>
    ${names.slice(1).map((name) => html`<td class="more">${name}</td>`)}
    <td class="number">${unknown
      ? html`<span class="unknown-note">${words.unknownSaving}</span>`
      : html`<span class="with-bar">${format.exact(missed, currency)}${bar(missed, most, 'leak-bar')}</span>`}</td>
    <td class="number more">${format.exact(decimal(leak.amount), currency)}</td>
    <td class="number more">${format.count(leak.lines)}${leak.undetermined_lines > 0 && !unknown
      ? html`<span class="unknown-note">${words.ofWhich(format.count(leak.undetermined_lines))}</span>` : nothing}</td>
    <td><a class="ds-link" href=${leakLines(scene, leak)} aria-label=${words.openFor(names.join(', '))}
      ><span class="open-words">${words.open}</span><span class="open-arrow" aria-hidden="true">→</span></a></td>
  </tr>`;
}
