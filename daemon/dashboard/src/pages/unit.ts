// One unit with all below it: the page of its manager.
import { html, nothing, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import '../charts/chart_figure.ts';
import { shareChart } from '../charts/share_chart.ts';
import type { Agreement, Cell, Leak, Unit } from '../contract.ts';
import { decimal } from '../decimal.ts';
import { leakAgreement, leakLines } from '../parts/leak_list.ts';
import { emptySelection } from '../parts/states.ts';
import { goalOf, tile } from '../parts/tile.ts';
import { unitTable, type Rollups } from '../parts/unit_table.ts';
import type { Scene } from '../scene.ts';

export interface OneUnit {
  readonly id: string;
  readonly name: string;
  readonly above: readonly Unit[];
  readonly below: boolean;
  readonly potential: readonly Cell[];
  readonly loyalty: readonly Cell[];
  readonly missed: readonly Cell[];
  readonly spend: readonly Cell[];
  readonly patterns: readonly Leak[];
  readonly agreements: readonly Agreement[];
}

const kPatterns = 3;

export async function loadUnit(scene: Scene): Promise<OneUnit> {
  const query = scene.cells();
  const id = scene.view.words.unit ?? '';
  const [units, potential, loyalty, missed, spend, patterns, agreements] = await Promise.all([
    api.units({ buyer: scene.buyer.buyer_id }),
    api.kpi('e_commerce_share_of_potential_ratio', 'month', query),
    api.kpi('agreement_loyalty_ratio', 'month', query),
    api.kpi('missed_saving_amount', 'month', query),
    api.kpi('spend_amount', 'month', query),
    api.topLeaks('agreement', kPatterns, scene.cells(scene.span)),
    api.agreements({ buyer: scene.buyer.buyer_id }),
  ]);
  return {
    id,
    name: scene.unitName(units.items, id),
    above: ancestors(units.items, id),
    below: units.items.some((unit) => unit.parent_id === id),
    potential: potential.items,
    loyalty: loyalty.items,
    missed: missed.items,
    spend: spend.items,
    patterns: patterns.items,
    agreements: agreements.items,
  };
}

// From the top down. A ring of parents, which a register may hold for a while, ends where it closes.
function ancestors(units: readonly Unit[], id: string): Unit[] {
  const found: Unit[] = [];
  let at = units.find((unit) => unit.unit_id === id);
  while (at?.parent_id) {
    const parent = units.find((unit) => unit.unit_id === at?.parent_id);
    if (!parent || found.includes(parent) || parent.unit_id === id) break;
    found.unshift(parent);
    at = parent;
  }
  return found;
}

export function renderUnit(scene: Scene, model: OneUnit, rollups: Rollups): TemplateResult {
  const { words } = scene;
  return html`
    <nav class="crumbs" aria-label=${words.crumbs}>
      <a class="ds-link" href=${scene.link('units', { unit: '' })}>${words.pages.units}</a>
      ${model.above.map((unit) => html`<span aria-hidden="true">›</span>
        <a class="ds-link" href=${scene.link('units', { unit: unit.unit_id })}>${unit.name}</a>`)}
      <span aria-hidden="true">›</span> <span aria-current="page">${model.name}</span>
    </nav>
    <h1 class="ds-heading" data-size="md" tabindex="-1">${model.name}</h1>
    ${model.spend.length === 0 ? emptySelection(scene) : html`
      <div class="tiles">
        ${tile(scene, { kpi: 'e_commerce_share_of_potential_ratio', cells: model.potential, way: 'orders' })}
        ${tile(scene, { kpi: 'agreement_loyalty_ratio', cells: model.loyalty, way: 'leaks' })}
        ${tile(scene, { kpi: 'missed_saving_amount', cells: model.missed, way: 'leaks' })}
        ${tile(scene, { kpi: 'spend_amount', cells: model.spend, way: 'overview' })}
      </div>
      <div class="two-columns">
        <chart-figure .chart=${shareChart(scene, words.chart.eCommerceTitle, model.potential,
          goalOf(scene, 'e_commerce_share_of_potential_ratio'))}></chart-figure>
        ${patterns(scene, model)}
      </div>`}
    ${model.below ? html`<section class="ds-card" aria-labelledby="below">
      <h2 class="ds-heading" data-size="xs" id="below">${words.units.below}</h2>
      ${unitTable(scene, rollups, 'tree', model.id)}
    </section>` : nothing}`;
}

// The three that cost most, each with the loyal alternative.
function patterns(scene: Scene, model: OneUnit): TemplateResult {
  const { words: { units: words, leaks }, format, currency } = scene;
  return html`<section class="ds-card patterns" aria-labelledby="patterns">
    <h2 class="ds-heading" data-size="xs" id="patterns">${words.patterns}</h2>
    ${model.patterns.length === 0 ? html`<p>${words.noPatterns}</p>` : html`<ol>${model.patterns.map((leak) => {
      const name = leakAgreement(scene, leak);
      const supplier = model.agreements.find((one) => one.agreement_id === leak.agreement_id)?.supplier_name;
      return html`<li>
        <h3 class="ds-heading" data-size="2xs">${name}</h3>
        <p>${words.pattern(format.amount(decimal(leak.amount), currency), format.amount(decimal(leak.missed_saving), currency))}</p>
        ${supplier ? html`<p class="instead">${words.instead(supplier)}</p>` : nothing}
        <p><a class="ds-link" href=${leakLines(scene, leak)} aria-label=${leaks.openFor(name)}>${leaks.open}
          <span aria-hidden="true">→</span></a></p>
      </li>`;
    })}</ol>`}
  </section>`;
}
