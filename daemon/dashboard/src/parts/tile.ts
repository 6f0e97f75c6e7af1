// One number: name, value, unit, period, change, coverage, goal, trend, and the way down.
import { html, nothing, type TemplateResult } from 'lit';
import type { Cell, KpiId } from '../contract.ts';
import { absolute, decimal, forDrawing, hundredfold, minus, quotient, sign, type Decimal } from '../decimal.ts';
import { months } from '../period.ts';
import type { Scene } from '../scene.ts';
import { bounds, lowCoverage, percentOf, ratioState, tallyOfSpan, type Tally } from '../tally.ts';
import { arrow, coverage, type Direction } from './marks.ts';
import { spark } from './spark.ts';

/** Where a number leads down to. */
export type Way = 'units' | 'leaks' | 'orders' | 'overview';

export interface TileInput {
  readonly kpi: KpiId;
  /** By month, over all that is known. */
  readonly cells: readonly Cell[];
  readonly way: Way;
}

const kRatios: ReadonlySet<KpiId> = new Set<KpiId>([
  'agreement_loyalty_ratio', 'e_commerce_share_of_potential_ratio', 'e_commerce_share_of_total_ratio',
]);

// A rise of these is good news; of missed saving it is bad, of spend it is neither.
const kGoodWhenUp: ReadonlyMap<KpiId, boolean> = new Map<KpiId, boolean>([
  ['agreement_loyalty_ratio', true],
  ['e_commerce_share_of_potential_ratio', true],
  ['e_commerce_share_of_total_ratio', true],
  ['missed_saving_amount', false],
]);

export function tile(scene: Scene, input: TileInput): TemplateResult {
  const { words, format } = scene;
  const now = tallyOfSpan(input.cells, scene.span);
  const earlier = scene.spanBefore ? tallyOfSpan(input.cells, scene.spanBefore) : null;
  const ratio = kRatios.has(input.kpi);
  const name = words.kpis[input.kpi].name;
  const known = input.kpi === 'missed_saving_amount' ? words.tile.coverageOfLeaks : words.tile.coverage;
  return html`<article class="ds-card tile" data-kpi=${input.kpi}>
    <h2 class="tile-name">${name}</h2>
    <p class="tile-value">${ratio ? ratioValue(scene, now) : amountValue(scene, now)}</p>
    <p class="tile-period">${format.span(scene.span.from, scene.span.to)}</p>
    ${change(scene, input.kpi, now, earlier)}
    <div>${ratio ? goal(scene, input.kpi, now) : nothing}</div>
    ${trend(scene, input, ratio)}
    <div>${input.kpi === 'spend_amount' ? nothing : coverage(scene, now, known)}</div>
    <details class="tile-definition">
      <summary>${words.tile.definition}</summary>
      <p>${words.kpis[input.kpi].means}</p>
      <p><a class="ds-link" href=${receipt(scene, input.kpi)}>${words.tile.data}</a></p>
    </details>
    <p class="tile-way"><a class="ds-link" href=${wayDown(scene, input.way)}>${words.tile.wayDown[input.way]}
      <span aria-hidden="true">→</span></a></p>
  </article>`;
}

function wayDown(scene: Scene, way: Way): string {
  return way === 'orders' ? scene.link('lines', { rule: 'order_missing' }) : scene.link(way);
}

function receipt(scene: Scene, kpi: KpiId): string {
  const query = new URLSearchParams({ kpi, group: 'month' });
  for (const [name, value] of Object.entries(scene.cells(scene.span))) if (value) query.set(name, String(value));
  return `/api/v1/kpis?${query}`;
}

function amountValue(scene: Scene, now: Tally): TemplateResult {
  return html`<span title=${scene.format.exact(now.numerator, scene.currency)}>
    ${scene.format.amount(now.numerator, scene.currency)}</span>`;
}

function ratioValue(scene: Scene, now: Tally): TemplateResult {
  const { words, format } = scene;
  const percent = percentOf(now);
  if (percent === null) {
    const why = ratioState(now) === 'ODD' ? words.tile.oddWhy : words.tile.noneWhy;
    return html`<span class="tile-none">${words.tile.none}</span><span class="tile-why">${why}</span>`;
  }
  const exact = `${format.exact(now.numerator, scene.currency)} / ${format.exact(now.denominator, scene.currency)}`;
  const range = lowCoverage(now) ? bounds(now) : null;
  if (!range) return html`<span title=${exact}>${format.percent(percent)}</span>`;
  return html`<span class="tile-why">${words.tile.lowCoverage}</span>
    <span title=${exact}>${words.tile.range(format.percent(range.low, 0), format.percent(range.high, 0))}</span>`;
}

interface Difference {
  readonly by: Decimal;
  readonly shown: string;
  readonly from: string;
}

function change(scene: Scene, kpi: KpiId, now: Tally, earlier: Tally | null): TemplateResult {
  const { words } = scene;
  const difference = earlier && (kRatios.has(kpi) ? points(scene, now, earlier) : relative(scene, now, earlier));
  if (!difference) return html`<p class="tile-change none">${words.tile.noBefore}</p>`;
  const way = sign(difference.by);
  const direction: Direction = way > 0 ? 'up' : way < 0 ? 'down' : 'same';
  const goodWhenUp = kGoodWhenUp.get(kpi);
  const good = way === 0 || goodWhenUp === undefined ? null : way > 0 === goodWhenUp;
  const judged = good === null ? '' : `, ${good ? words.tile.better : words.tile.worse}`;
  return html`<p class="tile-change" data-good=${good === null ? 'neither' : String(good)}>
    ${arrow(direction)}<span><strong>${words.tile[direction]}${way === 0 ? '' : ` ${difference.shown}`}</strong>${judged}
    <span class="tile-from">${words.tile.from(difference.from)}</span></span></p>`;
}

function points(scene: Scene, now: Tally, earlier: Tally): Difference | null {
  const after = percentOf(now);
  const prior = percentOf(earlier);
  if (!after || !prior) return null;
  const by = minus(after, prior);
  return { by, shown: scene.words.tile.points(scene.format.number(absolute(by), 1)), from: scene.format.percent(prior) };
}

function relative(scene: Scene, now: Tally, earlier: Tally): Difference | null {
  if (sign(earlier.numerator) <= 0) return null;
  const by = minus(now.numerator, earlier.numerator);
  const percent = quotient(hundredfold(by), earlier.numerator, 1);
  if (!percent) return null;
  return {
    by, shown: scene.format.percent(absolute(percent)), from: scene.format.amount(earlier.numerator, scene.currency),
  };
}

/** The goal in percent, where the configuration names one. */
export function goalOf(scene: Scene, kpi: KpiId): Decimal | null {
  const goal = scene.status?.goal?.[kpi];
  if (goal === undefined) return null;
  return hundredfold(decimal(goal));
}

function goal(scene: Scene, kpi: KpiId, now: Tally): TemplateResult | typeof nothing {
  const wanted = goalOf(scene, kpi);
  if (!wanted) return nothing;
  const { words, format } = scene;
  const reached = percentOf(now);
  const lacking = reached && minus(wanted, reached);
  const how = lacking === null ? '' : sign(lacking) <= 0
    ? `: ${words.tile.reached}` : `: ${words.tile.missing(words.tile.points(format.number(lacking, 1)))}`;
  return html`<p class="tile-goal">${words.tile.goal(format.percent(wanted, 0))}${how}</p>`;
}

function trend(scene: Scene, input: TileInput, ratio: boolean): TemplateResult {
  const span = { from: scene.known.from, to: scene.span.to };
  const points = months(span).map((month) => {
    const value = tallyOfSpan(input.cells, { from: month, to: month });
    return { value: ratio ? percentOf(value) : value.numerator, inPeriod: month >= scene.span.from };
  });
  const wanted = ratio ? goalOf(scene, input.kpi) : null;
  return spark(points, scene.words.tile.trend(scene.words.kpis[input.kpi].name), wanted && forDrawing(wanted));
}
