// <source-view>: fetches the source document of a finding, marks its places and scrolls to the first.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { api, ApiError } from '../api.ts';
import type { Evidence } from '../contract.ts';
import type { Scene } from '../scene.ts';
import { read, type SourceDocument } from './document.ts';
import { find, parsePath } from './place.ts';
import { xmlTree, type Mark } from './tree.ts';

export interface SourceInput {
  readonly connector: string;
  readonly source_key: string;
  readonly content_hash: string;
  readonly evidence: readonly Evidence[];
}

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'large'; readonly bytes: number }
  | { readonly kind: 'shown'; readonly document: SourceDocument };

const kLargestShown = 8 * 1024 * 1024;

export class SourceView extends LitElement {
  static override properties = {
    scene: { attribute: false }, input: { attribute: false }, state: { state: true }, openAll: { state: true },
  };
  declare scene: Scene | undefined;
  declare input: SourceInput | undefined;
  declare state: State;
  declare openAll: boolean;
  private wantsScroll = false;

  constructor() {
    super();
    this.state = { kind: 'loading' };
    this.openAll = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const before = changed.get('input') as SourceInput | undefined;
    if (!changed.has('input') || !this.input) return;
    if (before && before.content_hash === this.input.content_hash && before.source_key === this.input.source_key) return;
    void this.load(this.input);
  }

  private async load(input: SourceInput): Promise<void> {
    this.state = { kind: 'loading' };
    let next: State;
    try {
      next = await this.fetched(input);
    } catch (error) {
      next = { kind: error instanceof ApiError && (error.status === 410 || error.status === 404) ? 'gone' : 'failed' };
    }
    if (this.input !== input) return;
    this.wantsScroll = true;
    this.state = next;
  }

  private async fetched(input: SourceInput): Promise<State> {
    const meta = await api.sourceMeta(input);
    if (!meta.kept) return { kind: 'gone' };
    if ((meta.bytes ?? 0) > kLargestShown) return { kind: 'large', bytes: meta.bytes ?? 0 };
    return { kind: 'shown', document: read(await api.source(input)) };
  }

  protected override updated(): void {
    if (!this.wantsScroll || this.state.kind !== 'shown') return;
    this.wantsScroll = false;
    this.bring(this.querySelector<HTMLElement>('.marked'));
  }

  // Only the box scrolls: the sentence above stays where the reader is.
  private bring(target: HTMLElement | null): void {
    const box = this.querySelector<HTMLElement>('.source-box');
    if (!box || !target) return;
    const place = target.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTop += place - box.clientHeight / 3;
    const left = target.getBoundingClientRect().left - box.getBoundingClientRect().left;
    if (left > box.clientWidth / 2) box.scrollLeft += left - box.clientWidth / 4;
  }

  protected override render(): TemplateResult {
    const { scene, input } = this;
    if (!scene || !input) return html``;
    const words = scene.words.source;
    return html`<section class="ds-card source" aria-labelledby="source">
      <h2 class="ds-heading" data-size="xs" id="source">${words.title}</h2>
      <p class="hint">${words.lead}</p>
      <dl class="inline-facts"><div><dt>${words.key}</dt><dd>${input.source_key}</dd></div></dl>
      ${this.body(scene, input)}
    </section>`;
  }

  private body(scene: Scene, input: SourceInput): TemplateResult {
    const words = scene.words.source;
    const state = this.state;
    if (state.kind === 'loading') return html`<div class="ds-skeleton list" data-variant="rectangle" role="status"></div>`;
    if (state.kind === 'gone') {
      return html`<div class="ds-alert" data-color="info" role="status"><h3 class="ds-heading" data-size="2xs">${words.gone}</h3>
        <p class="ds-paragraph">${words.goneWhy}</p></div>`;
    }
    if (state.kind === 'failed') return html`<div class="ds-alert" data-color="danger" role="alert">${words.failed}</div>`;
    if (state.kind === 'large') return this.tooLarge(scene, input, state.bytes);
    return this.shownDocument(scene, input, state.document);
  }

  private tooLarge(scene: Scene, input: SourceInput, bytes: number): TemplateResult {
    const megabytes = scene.format.count(Math.round(bytes / (1024 * 1024)));
    return html`<p>${scene.words.source.tooLarge(megabytes)}</p>${download(scene, input)}`;
  }

  private shownDocument(scene: Scene, input: SourceInput, shown: SourceDocument): TemplateResult {
    const words = scene.words.source;
    if (shown.kind === 'text') {
      return html`<p class="hint">${words.notXml}</p>
        <pre class="source-box" tabindex="0" role="region" aria-label=${words.region}>${shown.text}</pre>
        ${download(scene, input)}`;
    }
    const marks = this.marks(scene, input, shown.root);
    return html`${this.places(scene, input, marks)}
      <div class="source-box" tabindex="0" role="region" aria-label=${words.region}>
        ${xmlTree(shown.root, { words: scene.words, marks, openAll: this.openAll })}</div>
      <p class="source-actions">
        <button class="ds-button" data-variant="tertiary" data-size="sm" data-color="neutral" type="button"
          @click=${() => { this.openAll = true; }}>${words.openAll}</button>
        ${download(scene, input)}</p>`;
  }

  private marks(scene: Scene, input: SourceInput, root: Element): Mark[] {
    return input.evidence.flatMap((evidence, i): Mark[] => {
      const path = evidence.path === undefined ? null : parsePath(evidence.path);
      const element = path && find(root, path);
      if (!path || !element) return [];
      return [{ element, attribute: path.attribute, label: fieldName(scene, evidence.field), id: `place-${i}` }];
    });
  }

  private places(scene: Scene, input: SourceInput, marks: readonly Mark[]): TemplateResult | typeof nothing {
    const words = scene.words.source;
    if (input.evidence.length === 0) return nothing;
    return html`<h3 class="ds-heading" data-size="2xs">${words.places}</h3>
      <ul class="places">${input.evidence.map((evidence, i) => {
        const mark = marks.find((one) => one.id === `place-${i}`);
        const target = mark && (marks.find((one) => one.element === mark.element) ?? mark);
        return html`<li>${target
          ? html`<button class="ds-chip" type="button" data-color="neutral" @click=${() => this.goTo(target.id)}
              >${fieldName(scene, evidence.field)}${evidence.value ? html`: <strong>${evidence.value}</strong>` : nothing}</button>`
          : html`<span class="minor">${fieldName(scene, evidence.field)}: ${words.notFound}</span>`}
          ${evidence.path ? html`<code class="path">${evidence.path}</code>` : nothing}</li>`;
      })}</ul>`;
  }

  private goTo(id: string): void {
    const target = this.querySelector<HTMLElement>(`#${id}`);
    for (let at: Element | null = target; at; at = at.parentElement) {
      if (at instanceof HTMLDetailsElement) at.open = true;
    }
    this.bring(target);
    this.querySelector<HTMLElement>('.source-box')?.focus({ preventScroll: true });
  }
}

function fieldName(scene: Scene, field: string): string {
  return scene.words.source.fields[field] ?? field;
}

function download(scene: Scene, input: SourceInput): TemplateResult {
  const { connector, source_key, content_hash } = input;
  const query = new URLSearchParams({ connector, source_key, content_hash });
  const name = source_key.split('/').pop() ?? 'source';
  return html`<a class="ds-link" href=${`/api/v1/source?${query}`} download=${name}>${scene.words.source.download}</a>`;
}

customElements.define('source-view', SourceView);
