import { html, nothing, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import '../charts/chart_figure.ts';
import { shareChart } from '../charts/share_chart.ts';
import type { Cell, Leak } from '../contract.ts';
import { emptySelection } from '../parts/states.ts';
import { leakList } from '../parts/leak_list.ts';
import { goalOf, tile } from '../parts/tile.ts';
import type { Scene } from '../scene.ts';
import { changes, type Changes } from './overview_changes.ts';
import type { Page } from './page.ts';

interface Overview {
  readonly potential: readonly Cell[];
  readonly loyalty: readonly Cell[];
  readonly missed: readonly Cell[];
  readonly spend: readonly Cell[];
  readonly top: readonly Leak[];
  readonly unit: string | null;
  readonly changes: Changes;
}

const kTop = 5;

async function load(scene: Scene): Promise<Overview> {
  const query = scene.cells();
  const earlier = scene.spanBefore;
  const potential = 'e_commerce_share_of_potential_ratio';
  const [share, loyalty, missed, spend, top, agreements, agreementsBefore, units, unitsBefore, tree] = await Promise.all([
    api.kpi(potential, 'month', query),
    api.kpi('agreement_loyalty_ratio', 'month', query),
    api.kpi('missed_saving_amount', 'month', query),
    api.kpi('spend_amount', 'month', query),
    api.topLeaks('agreement,unit', kTop, scene.cells(scene.span)),
    api.leaks('agreement', scene.cells(scene.span)),
    earlier ? api.leaks('agreement', scene.cells(earlier)) : null,
    api.kpi(potential, 'unit', scene.cells(scene.span)),
    earlier ? api.kpi(potential, 'unit', scene.cells(earlier)) : null,
    scene.view.words.unit ? api.units({ buyer: scene.buyer.buyer_id }) : null,
  ]);
  return {
    potential: share.items,
    loyalty: loyalty.items,
    missed: missed.items,
    spend: spend.items,
    top: top.items,
    unit: tree && scene.unitName(tree.items, scene.view.words.unit),
    changes: {
      share: share.items,
      leaks: agreements.items,
      leaksBefore: agreementsBefore?.items ?? null,
      units: units.items,
      unitsBefore: unitsBefore?.items ?? null,
    },
  };
}

function render(scene: Scene, model: Overview): TemplateResult {
  const { words } = scene;
  if (model.spend.length === 0) return html`${head(scene, model)}${emptySelection(scene)}`;
  const potential = 'e_commerce_share_of_potential_ratio';
  const chart = shareChart(scene, words.chart.eCommerceTitle, model.potential, goalOf(scene, potential));
  return html`${head(scene, model)}
    <div class="tiles">
      ${tile(scene, { kpi: potential, cells: model.potential, way: 'units' })}
      ${tile(scene, { kpi: 'agreement_loyalty_ratio', cells: model.loyalty, way: 'leaks' })}
      ${tile(scene, { kpi: 'missed_saving_amount', cells: model.missed, way: 'leaks' })}
      ${tile(scene, { kpi: 'spend_amount', cells: model.spend, way: 'units' })}
    </div>
    <div class="two-columns">
      <chart-figure .chart=${chart}></chart-figure>
      <section class="ds-card changed" aria-labelledby="changed">
        <h2 class="ds-heading" data-size="xs" id="changed">${words.overview.changed}</h2>
        <ol class="sentences">${changes(scene, model.changes).map((sentence) => html`<li>${sentence}</li>`)}</ol>
      </section>
    </div>
    <section class="ds-card" aria-labelledby="top-leaks">
      <div class="section-head">
        <h2 class="ds-heading" data-size="xs" id="top-leaks">${words.overview.leaks}</h2>
        ${model.top.length
          ? html`<a class="ds-link" href=${scene.link('leaks')}>${words.overview.allLeaks} <span aria-hidden="true">→</span></a>`
          : nothing}
      </div>
      ${model.top.length ? leakList(scene, model.top) : html`<p>${words.states.noLeaksWhy}</p>`}
    </section>`;
}

// Says whose figures these are and of when, as the selection does not come along on paper.
function head(scene: Scene, model: Overview): TemplateResult {
  const { words, format, span } = scene;
  return html`<h1 class="ds-heading" data-size="md" tabindex="-1">${words.overview.title}</h1>
    <p class="ds-paragraph lead">${model.unit ?? scene.buyer.name} · ${format.span(span.from, span.to)}</p>`;
}

export const overview: Page<Overview> = {
  filters: ['period', 'unit'],
  skeleton: ['line', 'tile', 'tile', 'tile', 'tile', 'chart', 'aside', 'list'],
  load,
  title: (scene) => scene.words.pages.overview,
  render,
};
