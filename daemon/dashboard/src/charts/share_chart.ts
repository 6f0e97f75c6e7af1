// E-commerce share by month against its goal, with the room that unknown purchases leave it.
import type { Cell } from '../contract.ts';
import { forDrawing, minus, type Decimal } from '../decimal.ts';
import { months, type Month } from '../period.ts';
import type { Scene } from '../scene.ts';
import { bounds, percentOf, tallyOfSpan, type Tally } from '../tally.ts';
import type { Chart } from './chart_figure.ts';
import type { Look } from './look.ts';
import { tooltip } from './tooltip.ts';

interface Point {
  readonly month: Month;
  readonly tally: Tally;
  readonly percent: Decimal | null;
}

export function shareChart(scene: Scene, heading: string, cells: readonly Cell[], goal: Decimal | null): Chart {
  const { words, format } = scene;
  const points = months(scene.known).map((month): Point => {
    const tally = tallyOfSpan(cells, { from: month, to: month });
    return { month, tally, percent: percentOf(tally) };
  });
  const shown = points.filter((point) => point.percent !== null);
  const last = shown.at(-1);
  const about = `${heading}. ${last?.percent ? `${format.month(last.month)}: ${format.percent(last.percent)}. ` : ''}`
    + (goal ? `${words.tile.goal(format.percent(goal, 0))}.` : '');
  return {
    heading,
    legend: [
      { kind: 'line-right-channel', name: words.chart.eCommerce },
      { kind: 'area-unknown', name: words.chart.open },
      ...(goal ? [{ kind: 'line-goal' as const, name: words.chart.goal }] : []),
    ],
    about,
    tableWords: words.chart.table,
    locale: scene.view.lang === 'nb' ? 'nb-NO' : 'EN',
    option: (look) => option(scene, points, goal, look),
    table: {
      head: [words.chart.month, words.chart.share, words.chart.eCommerce, words.chart.otherChannel, words.chart.known],
      rows: points.map((point) => row(scene, point)),
    },
  };
}

function row(scene: Scene, { month, tally, percent }: Point): string[] {
  const { format, currency } = scene;
  return [
    format.month(month),
    percent ? format.percent(percent) : '–',
    format.exact(tally.numerator, currency),
    format.exact(minus(tally.denominator, tally.numerator), currency),
    format.share(tally.known, tally.scope, 0) ?? '–',
  ];
}


function option(scene: Scene, points: readonly Point[], goal: Decimal | null, look: Look): Record<string, unknown> {
  const { format } = scene;
  return {
    grid: { left: 8, right: 16, top: 12, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      className: 'tooltip-box',
      formatter: (hits: { dataIndex: number }[]) => hint(scene, points[hits[0]?.dataIndex ?? 0], goal),
    },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: points.map((point) => format.month(point.month, 'short')),
      axisLabel: { color: look.faint, fontSize: 13, hideOverlap: true },
      axisLine: { lineStyle: { color: look.grid } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: 100,
      interval: 25,
      axisLabel: { color: look.faint, fontSize: 13, formatter: (value: number) => percentLabel(scene, value) },
      splitLine: { lineStyle: { color: look.grid, opacity: 0.5 } },
    },
    series: [band(points), room(scene, points, look), share(scene, points, look), ...goalLine(scene, points, goal, look)],
  };
}

function percentLabel(scene: Scene, value: number): string {
  return scene.format.percent({ digits: BigInt(Math.round(value)), scale: 0 }, 0);
}

// Two stacked areas: the lower is not drawn, the upper spans what the unknown leaves open.
function band(points: readonly Point[]): Record<string, unknown> {
  return {
    type: 'line', stack: 'open', silent: true, symbol: 'none', tooltip: { show: false }, lineStyle: { opacity: 0 },
    data: points.map(({ tally }) => drawn(bounds(tally)?.low ?? null)),
  };
}

function room(scene: Scene, points: readonly Point[], look: Look): Record<string, unknown> {
  return {
    name: scene.words.chart.open, color: look.unknown, tooltip: { show: false },
    type: 'line', stack: 'open', silent: true, symbol: 'none', lineStyle: { opacity: 0 },
    areaStyle: { color: look.unknown, opacity: 0.28 },
    data: points.map(({ tally }) => {
      const open = bounds(tally);
      return open ? forDrawing(open.high) - forDrawing(open.low) : null;
    }),
  };
}

function share(scene: Scene, points: readonly Point[], look: Look): Record<string, unknown> {
  const { words, format } = scene;
  const { from, to } = scene.span;
  return {
    name: words.chart.eCommerce,
    type: 'line',
    symbol: 'circle',
    symbolSize: 7,
    color: look.rightChannel,
    lineStyle: { width: 3, color: look.rightChannel },
    data: points.map((point) => drawn(point.percent)),
    markArea: {
      silent: true,
      itemStyle: { color: look.rightChannel, opacity: 0.07 },
      label: { color: look.faint, fontSize: 13, position: 'insideTop' },
      data: from === scene.known.from && to === scene.known.to ? [] : [[
        { name: words.chart.period, xAxis: format.month(from, 'short') }, { xAxis: format.month(to, 'short') },
      ]],
    },
  };
}

function goalLine(
  scene: Scene, points: readonly Point[], goal: Decimal | null, look: Look,
): readonly Record<string, unknown>[] {
  if (!goal) return [];
  return [{
    name: scene.words.chart.goal,
    type: 'line',
    symbol: 'none',
    color: look.goal,
    lineStyle: { width: 2, type: [6, 5], color: look.goal },
    data: points.map(() => forDrawing(goal)),
  }];
}

function drawn(value: Decimal | null): number | null {
  return value === null ? null : forDrawing(value);
}

function hint(scene: Scene, point: Point | undefined, goal: Decimal | null): HTMLElement {
  const { words, format } = scene;
  if (!point) return tooltip('', []);
  const known = format.share(point.tally.known, point.tally.scope, 0);
  return tooltip(format.month(point.month), [
    { name: words.chart.share, value: point.percent ? format.percent(point.percent) : words.tile.none },
    ...(goal ? [{ name: words.chart.goal, value: format.percent(goal, 0) }] : []),
    { name: words.chart.eCommerce, value: format.exact(point.tally.numerator, scene.currency) },
    ...(known ? [{ name: words.chart.known, value: known }] : []),
  ]);
}
