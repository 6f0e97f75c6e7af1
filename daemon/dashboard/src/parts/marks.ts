// Small things that are used everywhere: arrows, tags, coverage. Each says in words what it shows in colour.
import { html, nothing, svg, type TemplateResult } from 'lit';
import { forDrawing, quotient, type Decimal } from '../decimal.ts';
import type { Scene } from '../scene.ts';
import type { Tally } from '../tally.ts';
import type { Outcome } from '../contract.ts';

export type Direction = 'up' | 'down' | 'same';

export function arrow(direction: Direction): TemplateResult {
  const shape = { up: 'M2 10 L7 3 L12 10 Z', down: 'M2 4 L7 11 L12 4 Z', same: 'M2 6 H12 V8 H2 Z' }[direction];
  return html`<svg class="arrow" viewBox="0 0 14 14" aria-hidden="true">${svg`<path d=${shape} />`}</svg>`;
}

/** A bar as wide as the part is of the whole; only drawn, the number stands beside it. */
export function bar(part: Decimal, whole: Decimal, kind: string): TemplateResult {
  const share = quotient(part, whole, 4);
  const width = share === null ? 0 : Math.max(0, Math.min(1, forDrawing(share))) * 100;
  return html`<span class="bar ${kind}" aria-hidden="true"><span .style=${`width: ${width}%`}></span></span>`;
}

/** "based on 93 % of the purchases"; what is unknown is hatched. */
export function coverage(scene: Scene, value: Tally, words: (share: string) => string): TemplateResult | typeof nothing {
  const share = scene.format.share(value.known, value.scope, 0);
  if (share === null) return nothing;
  return html`<p class="coverage">${bar(value.known, value.scope, 'coverage-bar')}<span>${words(share)}</span></p>`;
}

const kShapes: Record<Outcome, string> = {
  COMPLIANT: 'M2 7.5 L5.5 11 L12 3.5',
  BREACH: 'M3 3 L11 11 M11 3 L3 11',
  JUSTIFIED_EXCEPTION: 'M7 2 V8 M7 10.5 V12',
  NOT_APPLICABLE: 'M2.5 7 H11.5',
  UNDETERMINED: 'M4.5 5 A2.5 2.5 0 1 1 7 7.5 V9 M7 11 V12',
};

const kColours: Record<Outcome, string> = {
  COMPLIANT: 'success', BREACH: 'danger', JUSTIFIED_EXCEPTION: 'info', NOT_APPLICABLE: 'neutral', UNDETERMINED: 'neutral',
};

export function outcomeTag(scene: Scene, outcome: Outcome): TemplateResult {
  return html`<span class="ds-tag outcome" data-color=${kColours[outcome]} data-outcome=${outcome}>
    <svg viewBox="0 0 14 14" aria-hidden="true">${svg`<path d=${kShapes[outcome]} />`}</svg>
    ${scene.words.verdict.outcome[outcome]}</span>`;
}

/** An amount in short, with the exact one on hover and for screen readers. */
export function amount(scene: Scene, value: Decimal, currency = scene.currency): TemplateResult {
  return html`<span class="amount" title=${scene.format.exact(value, currency)}
    >${scene.format.amount(value, currency)}</span>`;
}
