// "What changed", in three sentences written from the data: the share, who improved most, what leaks most.
import { html, nothing, type TemplateResult } from 'lit';
import type { Cell, KpiId, Leak } from '../contract.ts';
import { absolute, compare, decimal, kZero, minus, quotient, sign, type Decimal } from '../decimal.ts';
import { goalOf } from '../parts/tile.ts';
import type { Scene } from '../scene.ts';
import { kEnoughLines, percentOf, tally, tallyOfSpan, type Tally } from '../tally.ts';

export interface Changes {
  readonly share: readonly Cell[];
  readonly leaks: readonly Leak[];
  readonly leaksBefore: readonly Leak[] | null;
  readonly units: readonly Cell[];
  readonly unitsBefore: readonly Cell[] | null;
}

const kShare: KpiId = 'e_commerce_share_of_potential_ratio';

export function changes(scene: Scene, data: Changes): TemplateResult[] {
  return [ofShare(scene, data), ofUnits(scene, data), ofLeaks(scene, data)]
    .filter((sentence): sentence is TemplateResult => sentence !== null);
}

function ofShare(scene: Scene, data: Changes): TemplateResult | null {
  const { words: { overview }, format } = scene;
  const now = tallyOfSpan(data.share, scene.span);
  const percent = percentOf(now);
  if (!percent) return null;
  const earlier = scene.spanBefore && percentOf(tallyOfSpan(data.share, scene.spanBefore));
  const to = format.percent(percent);
  const goal = goalSentence(scene, now, percent);
  if (!earlier) return html`${overview.share.first(to)} ${goal}`;
  const way = compare(percent, earlier);
  const from = format.percent(earlier);
  const said = way > 0 ? overview.share.up(from, to) : way < 0 ? overview.share.down(from, to) : overview.share.same(to);
  return html`${said} ${goal}`;
}

function goalSentence(scene: Scene, now: Tally, percent: Decimal): string {
  const goal = goalOf(scene, kShare);
  if (!goal) return '';
  const { words: { overview }, format } = scene;
  const shown = format.percent(goal, 0);
  if (compare(percent, goal) >= 0) return overview.share.goalReached(shown);
  const wanted = quotient(times(now.denominator, goal), { digits: 100n, scale: 0 }, 2) ?? kZero;
  return overview.share.goalMissing(shown, format.amount(minus(wanted, now.numerator), scene.currency));
}

function times(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

interface Improvement {
  readonly unit: Cell;
  readonly from: Decimal;
  readonly to: Decimal;
}

function mostImproved(now: readonly Cell[], earlier: readonly Cell[]): Improvement | null {
  let best: Improvement | null = null;
  for (const unit of now) {
    const before = earlier.find((cell) => cell.unit_id === unit.unit_id);
    if (!before || unit.unit_id === 'unknown' || unit.count < kEnoughLines || before.count < kEnoughLines) continue;
    const to = percentOf(tally([unit]));
    const from = percentOf(tally([before]));
    if (!to || !from || compare(to, from) <= 0) continue;
    if (!best || compare(minus(to, from), minus(best.to, best.from)) > 0) best = { unit, from, to };
  }
  return best;
}

function ofUnits(scene: Scene, data: Changes): TemplateResult | null {
  if (!data.unitsBefore || scene.view.words.unit) return null;
  const { words: { overview }, format } = scene;
  const best = mostImproved(data.units, data.unitsBefore);
  if (!best) return html`${overview.noneImproved}`;
  const id = best.unit.unit_id ?? '';
  const name = best.unit.unit_name ?? id;
  return html`<a class="ds-link" href=${scene.link('units', { unit: id })}>${name}</a>
    ${overview.improved(format.percent(best.from), format.percent(best.to))}`;
}

function ofLeaks(scene: Scene, data: Changes): TemplateResult | null {
  const { words: { overview, leaks }, format, currency } = scene;
  const worst = data.leaks[0];
  if (!worst) return html`${overview.noLeaks}`;
  const id = worst.agreement_id ?? '';
  const missed = decimal(worst.missed_saving);
  return html`<a class="ds-link" href=${scene.link('lines', { agreement: id, rule: 'agreement_bypassed' })}
    >${worst.agreement_title ?? (id || leaks.noAgreement)}</a>
    ${overview.mostLeaked(format.amount(missed, currency), format.amount(decimal(worst.amount), currency))}
    ${data.leaksBefore ? compared(scene, missed, data.leaksBefore.find((leak) => leak.agreement_id === id)) : nothing}`;
}

function compared(scene: Scene, missed: Decimal, before: Leak | undefined): string {
  const { words: { overview }, format, currency } = scene;
  const difference = minus(missed, before ? decimal(before.missed_saving) : kZero);
  const shown = format.amount(absolute(difference), currency);
  if (sign(difference) === 0) return '';
  return sign(difference) > 0 ? overview.moreLeaked(shown) : overview.lessLeaked(shown);
}
