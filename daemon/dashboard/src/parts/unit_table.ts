// Units with their roll-ups: as a tree, or by improvement ("too few purchases" instead of a rank). Never a person.
import { html, nothing, type TemplateResult } from 'lit';
import type { Cell } from '../contract.ts';
import { absolute, compare, minus, sign, type Decimal } from '../decimal.ts';
import type { Scene } from '../scene.ts';
import { bounds, kEnoughLines, lowCoverage, percentOf, tally, type Tally } from '../tally.ts';
import { arrow, bar } from './marks.ts';

/** Roll-ups by KPI, now and in the period before. */
export interface Rollups {
  readonly share: readonly Cell[];
  readonly shareBefore: readonly Cell[] | null;
  readonly loyalty: readonly Cell[];
  readonly missed: readonly Cell[];
  readonly spend: readonly Cell[];
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly depth: number;
  readonly share: Tally;
  readonly loyalty: Tally;
  readonly missed: Tally;
  readonly spend: Tally;
  readonly percent: Decimal | null;
  readonly change: Decimal | null;
  readonly ranked: boolean;
}

function rows(scene: Scene, data: Rollups): Row[] {
  const find = (cells: readonly Cell[] | null, id: string): Tally =>
    tally((cells ?? []).filter((cell) => cell.unit_id === id));
  return inTreeOrder(data.spend).map(({ cell, depth }): Row => {
    const id = cell.unit_id ?? '';
    const share = find(data.share, id);
    const before = find(data.shareBefore, id);
    const percent = percentOf(share);
    const prior = percentOf(before);
    return {
      id, depth, share, percent,
      name: id === 'unknown' ? scene.words.units.unknown : cell.name ?? id,
      loyalty: find(data.loyalty, id),
      missed: find(data.missed, id),
      spend: tally([cell]),
      change: percent && prior ? minus(percent, prior) : null,
      ranked: share.count >= kEnoughLines && before.count >= kEnoughLines,
    };
  });
}

// Parents before children, siblings by name; a unit whose parent is not listed stands at the top.
function inTreeOrder(cells: readonly Cell[]): { cell: Cell; depth: number }[] {
  const listed = new Set(cells.map((cell) => cell.unit_id));
  const below = new Map<string, Cell[]>();
  for (const cell of cells) {
    const parent = cell.parent_id && listed.has(cell.parent_id) ? cell.parent_id : '';
    below.set(parent, [...(below.get(parent) ?? []), cell]);
  }
  const ordered: { cell: Cell; depth: number }[] = [];
  const visit = (parent: string, depth: number): void => {
    const children = below.get(parent) ?? [];
    children.sort((a, b) => last(a) - last(b) || (a.name ?? '').localeCompare(b.name ?? '', 'nb'));
    for (const cell of children) {
      ordered.push({ cell, depth });
      if (cell.unit_id) visit(cell.unit_id, depth + 1);
    }
  };
  visit('', 0);
  return ordered;
}

// The unknown unit is a category of its own, and stands last.
function last(cell: Cell): number {
  return cell.unit_id === 'unknown' ? 1 : 0;
}

// Improvement first, level second; those without a rank after them.
function byImprovement(a: Row, b: Row): number {
  const placed = (row: Row): Decimal | null => (row.ranked ? row.change : null);
  const [left, right] = [placed(a), placed(b)];
  if (!left || !right) return Number(!left) - Number(!right);
  return compare(right, left) || (a.percent && b.percent ? compare(b.percent, a.percent) : 0);
}

export function unitTable(scene: Scene, data: Rollups, order: 'tree' | 'improvement', under?: string): TemplateResult {
  const { words: { units: words } } = scene;
  let shown = rows(scene, data);
  if (under !== undefined) shown = descendants(shown, under);
  if (order === 'improvement') {
    shown = shown.filter((row) => row.id !== 'unknown').map((row) => ({ ...row, depth: 0 })).sort(byImprovement);
  }
  const most = shown.reduce<Decimal | null>((top, row) =>
    !top || compare(row.missed.numerator, top) > 0 ? row.missed.numerator : top, null);
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${words.title}>
    <table class="ds-table unit-table" data-size="sm" data-hover>
      <caption class="ds-sr-only">${words.title}</caption>
      <thead><tr>
        <th scope="col">${words.unit}</th>
        <th scope="col" class="number">${words.share}</th>
        <th scope="col" class="number">${words.change}</th>
        <th scope="col" class="number">${words.loyalty}</th>
        <th scope="col" class="number">${words.missed}</th>
        <th scope="col" class="number">${words.spend}</th>
      </tr></thead>
      <tbody>${shown.map((row) => line(scene, row, most))}</tbody>
    </table>
  </div>`;
}

function descendants(all: readonly Row[], under: string): Row[] {
  const start = all.findIndex((row) => row.id === under);
  const top = all[start];
  if (!top) return [];
  const rest = all.slice(start + 1);
  const end = rest.findIndex((row) => row.depth <= top.depth);
  return (end < 0 ? rest : rest.slice(0, end)).map((row) => ({ ...row, depth: row.depth - top.depth - 1 }));
}

function line(scene: Scene, row: Row, most: Decimal | null): TemplateResult {
  const { words: { units: words }, format, currency } = scene;
  const none = row.spend.count === 0;
  const amount = (value: Decimal): TemplateResult =>
    html`<span title=${format.exact(value, currency)}>${format.amount(value, currency)}</span>`;
  return html`<tr data-unit=${row.id}>
    <th scope="row" class="depth-${Math.min(row.depth, 6)}">
      ${row.id === 'unknown'
        ? html`<span title=${words.unknownWhy}>${row.name}</span>`
        : html`<a class="ds-link" href=${scene.link('units', { unit: row.id, sort: '' })}>${row.name}</a>`}</th>
    ${none ? html`<td colspan="5" class="minor">${words.noPurchases}</td>` : html`
      <td class="number">${ratio(scene, row.share)}</td>
      <td class="number">${change(scene, row)}</td>
      <td class="number">${ratio(scene, row.loyalty)}</td>
      <td class="number"><span class="with-bar">${amount(row.missed.numerator)}${
        most ? bar(row.missed.numerator, most, 'leak-bar') : nothing}</span></td>
      <td class="number">${amount(row.spend.numerator)}</td>`}
  </tr>`;
}

function ratio(scene: Scene, value: Tally): TemplateResult {
  const { format, words: { tile } } = scene;
  const percent = percentOf(value);
  if (!percent) return html`<span class="minor" title=${tile.none}>–</span>`;
  const range = lowCoverage(value) ? bounds(value) : null;
  if (!range) return html`${format.percent(percent)}`;
  return html`<span class="unknown-note" title=${tile.lowCoverage}
    >${format.percent(range.low, 0)}–${format.percent(range.high, 0)}</span>`;
}

function change(scene: Scene, row: Row): TemplateResult {
  const { words, format } = scene;
  if (!row.ranked) {
    return html`<span class="minor" title=${words.units.tooFewWhy(format.count(kEnoughLines))}>${words.units.tooFew}</span>`;
  }
  if (!row.change) return html`<span class="minor">–</span>`;
  const way = sign(row.change);
  const direction = way > 0 ? 'up' : way < 0 ? 'down' : 'same';
  return html`<span class="change" data-good=${way === 0 ? 'neither' : String(way > 0)}>${arrow(direction)}
    <span class="ds-sr-only">${words.tile[direction]}</span>${format.number(absolute(row.change), 1)}</span>`;
}
