import { html, nothing, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import type { Cell, Leak } from '../contract.ts';
import { decimal, sum } from '../decimal.ts';
import { heatTable } from '../parts/heat_table.ts';
import { leakList } from '../parts/leak_list.ts';
import { amount, coverage } from '../parts/marks.ts';
import { empty } from '../parts/states.ts';
import type { Scene } from '../scene.ts';
import { tally } from '../tally.ts';
import type { Page } from './page.ts';

const kGroups = ['agreement,unit,supplier', 'agreement,unit', 'agreement', 'unit', 'supplier'] as const;
type Group = (typeof kGroups)[number];

interface Leaks {
  readonly items: readonly Leak[];
  readonly matrix: readonly Leak[];
  readonly cells: readonly Cell[];
}

function group(scene: Scene): Group {
  return kGroups.find((name) => name === scene.view.words.group) ?? 'agreement,unit,supplier';
}

async function load(scene: Scene): Promise<Leaks> {
  const [matrix, items, cells] = await Promise.all([
    api.leaks('agreement,unit', scene.filters()),
    api.leaks(group(scene), scene.filters()),
    api.kpi('missed_saving_amount', 'month', scene.cells(scene.span)),
  ]);
  return { items: items.items, matrix: matrix.items, cells: cells.items };
}

function render(scene: Scene, model: Leaks): TemplateResult {
  const { words: { leaks: words, states }, format } = scene;
  const narrowed = Boolean(scene.view.words.agreement ?? scene.view.words.supplier);
  return html`
    <h1 class="ds-heading" data-size="md" tabindex="-1">${words.title}</h1>
    <p class="ds-paragraph lead">${words.lead}</p>
    ${model.items.length === 0 ? empty(states.noLeaks, states.noLeaksWhy) : html`
      <dl class="figures">
        <div><dt>${words.missed}</dt><dd>${amount(scene, sum(model.items.map((l) => decimal(l.missed_saving))))}</dd></div>
        <div><dt>${words.amount}</dt><dd>${amount(scene, sum(model.items.map((l) => decimal(l.amount))))}</dd></div>
        <div><dt>${words.lines}</dt><dd>${format.count(model.items.reduce((n, l) => n + l.lines, 0))}</dd></div>
      </dl>
      ${narrowed ? nothing : coverage(scene, tally(model.cells), scene.words.tile.coverageOfLeaks)}
      ${heatTable(scene, model.matrix)}
      <section class="ds-card" aria-labelledby="leak-rows">
        <div class="section-head">
          <h2 class="ds-heading" data-size="xs" id="leak-rows">${words.table}</h2>
          ${groups(scene)}
        </div>
        ${leakList(scene, shown(scene, model.items))}
        ${shown(scene, model.items).length < model.items.length
          ? html`<p class="pager"><a class="ds-link" href=${scene.link('leaks', { show: 'all' })}
            >${words.showAll(format.count(model.items.length))}</a></p>` : nothing}
      </section>`}`;
}

const kShown = 40;

function shown(scene: Scene, items: readonly Leak[]): readonly Leak[] {
  return scene.view.words.show === 'all' ? items : items.slice(0, kShown);
}

function groups(scene: Scene): TemplateResult {
  const { words: { leaks: words } } = scene;
  return html`<nav class="choices" aria-label=${words.group}>
    ${kGroups.map((name) => html`<a class="ds-chip" data-color="neutral" href=${scene.link('leaks', { group: name, show: '' })}
      aria-current=${name === group(scene) ? 'true' : nothing}>${words.groups[name]}</a>`)}
  </nav>`;
}

export const leaks: Page<Leaks> = {
  filters: ['period', 'unit', 'agreement', 'supplier'],
  skeleton: ['line', 'line', 'chart-wide', 'list'],
  load,
  title: (scene) => scene.words.pages.leaks,
  render,
};
