// <procured-app>: reads the address, fetches what its page needs, and draws it. There is no other state to restore.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { api, forgetAnswers } from './api.ts';
import { href, parse, type PageName, type View } from './address.ts';
import type { Buyer, ServiceStatus } from './contract.ts';
import { Format } from './format.ts';
import { leaks } from './pages/leaks.ts';
import { lines } from './pages/lines.ts';
import { overview } from './pages/overview.ts';
import type { Page } from './pages/page.ts';
import { units } from './pages/units.ts';
import { verdict } from './pages/verdict.ts';
import { filterBar, type FilterChoices } from './parts/filter_bar.ts';
import { frame } from './parts/frame.ts';
import { empty, failure, notices, skeleton } from './parts/states.ts';
import { latest, type Span } from './period.ts';
import { Scene } from './scene.ts';
import { wordsOf } from './words.ts';

type Pages = Record<PageName, Page<unknown>>;
const kPages = { overview, leaks, lines, units, verdict } as Pages;
const kUsualMonths = 6;
const kLookAgainMs = 30_000;
const kLookForFirstMs = 3_000;

type Shown =
  | { readonly kind: 'loading' | 'no-data' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'page'; readonly scene: Scene; readonly model: unknown; readonly choices: FilterChoices };

export class ProcuredApp extends LitElement {
  static override properties = { shown: { state: true }, busy: { state: true }, status: { state: true } };
  declare shown: Shown;
  declare busy: boolean;
  declare status: ServiceStatus | null;
  private view: View = parse(new URL(location.href), navigator.languages);
  private turn = 0;
  private timer = 0;

  constructor() {
    super();
    this.shown = { kind: 'loading' };
    this.busy = false;
    this.status = null;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('popstate', () => void this.show());
    this.addEventListener('click', (event) => this.follow(event));
    void this.show();
  }

  // Links to our own pages change the view without loading the page again.
  private follow(event: MouseEvent): void {
    const aside = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
    if (event.defaultPrevented || aside) return;
    const anchor = event.target instanceof Element ? event.target.closest('a') : null;
    if (!anchor || anchor.target || anchor.hasAttribute('download') || anchor.origin !== location.origin) return;
    if (anchor.pathname.startsWith('/api/') || anchor.getAttribute('href')?.startsWith('#')) return;
    event.preventDefault();
    this.go(anchor.href);
  }

  private readonly go = (address: string): void => {
    history.pushState(null, '', address);
    void this.show();
  };

  private readonly again = (): void => {
    forgetAnswers();
    void this.show();
  };

  private async show(): Promise<void> {
    const turn = ++this.turn;
    const before = this.view;
    this.view = parse(new URL(location.href), navigator.languages);
    document.documentElement.lang = this.view.lang;
    const moved = before.page !== this.view.page || before.words.subject !== this.view.words.subject
      || (this.view.page === 'units' && before.words.unit !== this.view.words.unit);
    if (moved || this.shown.kind !== 'page') this.shown = { kind: 'loading' };
    this.busy = true;
    let next: Shown;
    try {
      next = await this.load();
    } catch (error) {
      next = { kind: 'failed', error };
    }
    if (turn !== this.turn) return;
    this.shown = next;
    this.busy = false;
    await this.updateComplete;
    this.arrived(next, moved);
    this.lookAgain(next.kind === 'no-data' ? kLookForFirstMs : kLookAgainMs);
  }

  // A reader who moved starts at the new heading; one who changed a filter stays where they were.
  private arrived(shown: Shown, moved: boolean): void {
    if (shown.kind === 'page') {
      const title = kPages[this.view.page].title(shown.scene, shown.model);
      document.title = `${title} · ${shown.scene.buyer.name} · procured`;
    }
    if (!moved) return;
    scrollTo(0, 0);
    this.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }

  private async load(): Promise<Shown> {
    const [buyers, status] = await Promise.all([api.buyers(), api.status()]);
    this.status = status;
    const buyer = buyers.items.find((one) => one.buyer_id === this.view.words.buyer) ?? buyers.items[0];
    const [first, last] = buyer?.months ?? [];
    if (!buyer || !first || !last) {
      forgetAnswers();
      return { kind: 'no-data' };
    }
    const known = { from: first, to: last };
    this.complete(buyer, known);
    const scene = new Scene(this.view, buyers.items, buyer, known, status);
    const page = kPages[this.view.page];
    const [model, choices] = await Promise.all([page.load(scene), this.choices(scene, page)]);
    return { kind: 'page', scene, model, choices };
  }

  // What the reader did not choose is written into the address too, so that a link sent on shows the same.
  private complete(buyer: Buyer, known: Span): void {
    const usual = latest(known, kUsualMonths);
    const { from, to } = this.view.words;
    const span = from && to && from <= to ? { from, to } : usual;
    const words = { ...this.view.words, buyer: buyer.buyer_id, ...span };
    this.view = { ...this.view, words };
    const address = href(this.view.page, words);
    if (address !== location.pathname + location.search) history.replaceState(null, '', address);
  }

  private async choices(scene: Scene, page: Page<unknown>): Promise<FilterChoices> {
    const query = { buyer: scene.buyer.buyer_id };
    const [unitList, agreements, suppliers] = await Promise.all([
      page.filters.includes('unit') ? api.units(query) : null,
      page.filters.includes('agreement') ? api.agreements(query) : null,
      page.filters.includes('supplier') ? api.leaks('supplier', scene.cells(scene.span)) : null,
    ]);
    return { units: unitList?.items ?? [], agreements: agreements?.items ?? [], suppliers: suppliers?.items ?? [] };
  }

  // New data redraws the page quietly; a hidden page does not ask.
  private lookAgain(inMs: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.look(), inMs);
  }

  private async look(): Promise<void> {
    if (document.hidden) {
      this.lookAgain(kLookAgainMs);
      return;
    }
    if (this.shown.kind === 'no-data' || this.shown.kind === 'failed') {
      this.again();
      return;
    }
    const status = await api.status().catch(() => null);
    if (status && status.updated_at !== this.status?.updated_at) this.again();
    else this.lookAgain(kLookAgainMs);
  }

  protected override render(): TemplateResult {
    const words = wordsOf(this.view.lang);
    const scene = this.shown.kind === 'page' ? this.shown.scene : null;
    return frame({
      words,
      view: scene?.view ?? this.view,
      buyer: scene?.buyer ?? null,
      status: this.status,
      format: new Format(this.view.lang),
      above: this.above(),
      notices: notices(words, new Format(this.view.lang), this.status),
      main: html`<div class="page" aria-busy=${this.busy ? 'true' : 'false'}>${this.main()}</div>`,
    });
  }

  private above(): TemplateResult | typeof nothing {
    if (this.shown.kind !== 'page') return nothing;
    const page = kPages[this.shown.scene.view.page];
    if (page.filters.length === 0) return nothing;
    return filterBar(this.shown.scene, page as Page<never>, this.shown.choices, this.go);
  }

  private main(): TemplateResult {
    const words = wordsOf(this.view.lang);
    const shown = this.shown;
    switch (shown.kind) {
      case 'loading': return skeleton(words, kPages[this.view.page].skeleton);
      case 'no-data': return html`<h1 class="ds-sr-only" tabindex="-1">${words.pages[this.view.page]}</h1>
        ${empty(words.states.noData, words.states.noDataWhy)}`;
      case 'failed': return html`<h1 class="ds-sr-only" tabindex="-1">${words.states.error}</h1>
        ${failure(words, shown.error, this.again)}`;
      case 'page': return kPages[shown.scene.view.page].render(shown.scene, shown.model);
    }
  }
}

customElements.define('procured-app', ProcuredApp);
