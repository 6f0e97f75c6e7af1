// The trend in a tile: a line without axes. The chart page and the table beside it hold the numbers.
import { html, nothing, svg, type TemplateResult } from 'lit';
import { forDrawing, type Decimal } from '../decimal.ts';

export interface SparkPoint {
  readonly value: Decimal | null;
  readonly inPeriod: boolean;
}

const kWidth = 240;
const kHeight = 48;
const kMargin = 4;

export function spark(points: readonly SparkPoint[], label: string, goal: number | null = null): TemplateResult {
  const drawn = points.map((point) => (point.value === null ? null : forDrawing(point.value)));
  const values = drawn.filter((value) => value !== null);
  if (values.length < 2) return html`<div class="spark"></div>`;
  const all = goal === null ? values : [...values, goal];
  const low = Math.min(...all);
  const height = Math.max(...all) - low || 1;
  const x = (i: number): number => kMargin + (i * (kWidth - 2 * kMargin)) / (points.length - 1);
  const y = (value: number): number => kHeight - kMargin - ((value - low) * (kHeight - 2 * kMargin)) / height;
  const first = points.findIndex((point) => point.inPeriod);
  const last = points.length - 1;
  const end = drawn[last];
  return html`<svg class="spark" viewBox="0 0 ${kWidth} ${kHeight}" role="img" aria-label=${label}
    preserveAspectRatio="none">
    ${first < 0 ? nothing : svg`<rect class="spark-period" x=${x(first)} y="0" width=${x(last) - x(first)} height=${kHeight} />`}
    ${goal === null ? nothing : svg`<path class="spark-goal" d="M0 ${y(goal)} H${kWidth}" />`}
    ${svg`<path class="spark-line" d=${path(drawn, x, y)} />`}
    ${end === null || end === undefined ? nothing : svg`<circle class="spark-end" cx=${x(last)} cy=${y(end)} r="3" />`}
  </svg>`;
}

// A month without a value leaves a gap.
function path(values: readonly (number | null)[], x: (i: number) => number, y: (v: number) => number): string {
  let command = 'M';
  let drawn = '';
  values.forEach((value, i) => {
    if (value === null) {
      command = 'M';
      return;
    }
    drawn += `${command}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
    command = 'L';
  });
  return drawn;
}
