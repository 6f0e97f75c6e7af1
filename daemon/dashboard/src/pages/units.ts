// The organisation tree with everything rolled up, or, when a unit is chosen, that unit's own page.
import { html, nothing, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import type { Cell, KpiId } from '../contract.ts';
import { emptySelection } from '../parts/states.ts';
import { unitTable, type Rollups } from '../parts/unit_table.ts';
import type { Scene } from '../scene.ts';
import type { Page } from './page.ts';
import { loadUnit, renderUnit, type OneUnit } from './unit.ts';

interface Units {
  readonly rollups: Rollups;
  readonly one: OneUnit | null;
}

async function rollups(scene: Scene): Promise<Rollups> {
  const of = async (kpi: KpiId, span = scene.span): Promise<Cell[]> => (await api.rollup(kpi, scene.cells(span))).items;
  const earlier = scene.spanBefore;
  const [share, shareBefore, loyalty, missed, spend] = await Promise.all([
    of('e_commerce_share_of_potential_ratio'),
    earlier ? of('e_commerce_share_of_potential_ratio', earlier) : null,
    of('agreement_loyalty_ratio'),
    of('missed_saving_amount'),
    of('spend_amount'),
  ]);
  return { share, shareBefore, loyalty, missed, spend };
}

async function load(scene: Scene): Promise<Units> {
  const [all, one] = await Promise.all([rollups(scene), scene.view.words.unit ? loadUnit(scene) : null]);
  return { rollups: all, one };
}

function render(scene: Scene, model: Units): TemplateResult {
  if (model.one) return renderUnit(scene, model.one, model.rollups);
  const { words: { units: words } } = scene;
  return html`
    <h1 class="ds-heading" data-size="md" tabindex="-1">${words.title}</h1>
    <p class="ds-paragraph lead">${words.lead}</p>
    ${model.rollups.spend.length === 0 ? emptySelection(scene) : html`
      <section class="ds-card" aria-label=${words.title}>
        <nav class="choices" aria-label=${words.sort}>
          ${(['tree', 'improvement'] as const).map((name) => html`<a class="ds-chip" data-color="neutral"
            href=${scene.link('units', { sort: name })}
            aria-current=${name === (scene.view.words.sort ?? 'tree') ? 'true' : nothing}>${words.sorts[name]}</a>`)}
        </nav>
        ${unitTable(scene, model.rollups, scene.view.words.sort === 'improvement' ? 'improvement' : 'tree')}
      </section>`}`;
}

export const units: Page<Units> = {
  filters: ['period', 'unit'],
  skeleton: ['line', 'line', 'list', 'list'],
  load,
  title: (scene, model) => model?.one?.name ?? scene.words.pages.units,
  render,
};
