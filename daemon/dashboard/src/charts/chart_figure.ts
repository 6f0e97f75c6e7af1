// <chart-figure>: a chart with its title and the table behind it.
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { look, type Look } from './look.ts';

export interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** `kind` is a class of the style sheet: the same mark as in the drawing. */
export interface LegendEntry {
  readonly kind: 'line-right-channel' | 'area-unknown' | 'line-goal';
  readonly name: string;
}

export interface Chart {
  readonly heading: string;
  readonly legend: readonly LegendEntry[];
  readonly about: string;
  readonly tableWords: string;
  readonly locale: 'nb-NO' | 'EN';
  readonly option: (look: Look) => EChartsCoreOption;
  readonly table: ChartTable;
}

export class ChartFigure extends LitElement {
  static override properties = { chart: { attribute: false } };
  declare chart: Chart | undefined;
  private drawn: EChartsType | undefined;
  private drawnIn = '';
  private readonly sized = new ResizeObserver(() => this.drawn?.resize());
  private readonly dark = matchMedia('(prefers-color-scheme: dark)');
  private readonly redraw = (): void => void this.draw();

  // The page's style sheets apply inside.
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.dark.addEventListener('change', this.redraw);
    addEventListener('beforeprint', this.redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.dark.removeEventListener('change', this.redraw);
    removeEventListener('beforeprint', this.redraw);
    this.sized.disconnect();
    this.drawn?.dispose();
    this.drawn = undefined;
  }

  protected override render(): TemplateResult {
    const chart = this.chart;
    if (!chart) return html``;
    const { head, rows } = chart.table;
    return html`<figure class="ds-card chart">
      <figcaption><h2 class="ds-heading" data-size="xs">${chart.heading}</h2></figcaption>
      <ul class="legend">${chart.legend.map((entry) => html`<li><span class="legend-mark ${entry.kind}"
        aria-hidden="true"></span>${entry.name}</li>`)}</ul>
      <div class="chart-ground"></div>
      <details class="chart-table"><summary>${chart.tableWords}</summary>
        <div class="scroll" tabindex="0" role="group" aria-label=${chart.heading}>
          <table class="ds-table" data-size="sm">
            <thead><tr>${head.map((cell, i) => html`<th scope="col" class=${i ? 'number' : ''}>${cell}</th>`)}</tr></thead>
            <tbody>${rows.map((row) => html`<tr>${row.map((cell, i) =>
              i ? html`<td class="number">${cell}</td>` : html`<th scope="row">${cell}</th>`)}</tr>`)}</tbody>
          </table>
        </div>
      </details>
    </figure>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('chart')) void this.draw();
  }

  private async draw(): Promise<void> {
    const { echarts } = await import('./engine.ts');
    const ground = this.querySelector<HTMLElement>('.chart-ground');
    const chart = this.chart;
    if (!ground || !chart || !this.isConnected) return;
    if (this.drawn && this.drawnIn !== chart.locale) {
      this.drawn.dispose();
      this.drawn = undefined;
    }
    if (!this.drawn) {
      this.drawn = echarts.init(ground, null, { renderer: 'svg', locale: chart.locale });
      this.drawnIn = chart.locale;
      this.sized.observe(ground);
    }
    const colours = look(this);
    this.drawn.setOption({
      animation: colours.moves,
      animationDuration: 250,
      textStyle: { fontFamily: colours.font, color: colours.text },
      aria: { enabled: true, label: { description: chart.about }, decal: { show: true } },
      ...chart.option(colours),
    }, { notMerge: true });
  }
}

customElements.define('chart-figure', ChartFigure);
