// Loading, empty, partial, stale, error: none of them is a blank page.
import { html, nothing, type TemplateResult } from 'lit';
import { ApiError } from '../api.ts';
import type { Scene } from '../scene.ts';
import type { ServiceStatus } from '../contract.ts';
import type { Format } from '../format.ts';
import type { Words } from '../words.ts';

export function skeleton(words: Words, blocks: readonly string[]): TemplateResult {
  return html`<div class="skeleton-page" role="status">
    <span class="ds-sr-only">${words.states.loading}</span>
    ${blocks.map((block) => html`<div class="ds-skeleton ${block}" data-variant="rectangle" aria-hidden="true"></div>`)}
  </div>`;
}

export function empty(title: string, why: string, more: unknown = nothing): TemplateResult {
  return html`<div class="ds-card empty-state" data-color="neutral">
    <svg viewBox="0 0 48 32" aria-hidden="true"><path d="M4 28 V12 L12 4 H36 L44 12 V28 Z M4 14 H16 L19 20 H29 L32 14 H44" /></svg>
    <h2 class="ds-heading" data-size="xs">${title}</h2>
    <p class="ds-paragraph">${why}</p>
    ${more}
  </div>`;
}

export function failure(words: Words, error: unknown, retry: () => void): TemplateResult {
  return html`<div class="ds-alert" data-color="danger" role="alert">
    <h2 class="ds-heading" data-size="xs">${words.states.error}</h2>
    <p class="ds-paragraph">${explanation(words, error)}</p>
    <button class="ds-button" data-variant="secondary" data-color="neutral" type="button" @click=${retry}>
      ${words.states.retry}
    </button>
  </div>`;
}

function explanation(words: Words, error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  if (error.status === 0) return words.states.unreachable;
  if (error.status === 404) return words.states.notFound;
  return error.message || words.states.answered(error.status);
}

const kDayInMs = 24 * 60 * 60 * 1000;

/** What a reader must know before trusting the numbers: work left over, or no news for a day. */
export function notices(words: Words, format: Format, status: ServiceStatus | null): TemplateResult | typeof nothing {
  if (!status) return nothing;
  const said: string[] = [];
  if (status.left_over > 0) said.push(words.states.partial(format.count(status.left_over)));
  if (status.updated_at && Date.now() - Date.parse(status.updated_at) > kDayInMs) {
    said.push(words.states.stale(format.instant(status.updated_at)));
  }
  if (said.length === 0) return nothing;
  return html`<div class="ds-alert notice" data-color="info" data-size="sm" role="status">
    ${said.map((text) => html`<p class="ds-paragraph">${text}</p>`)}
  </div>`;
}

export function emptySelection(scene: Scene): TemplateResult {
  const everything = scene.link(scene.view.page, {
    unit: '', agreement: '', supplier: '', from: scene.known.from, to: scene.known.to,
  });
  return empty(scene.words.states.empty, scene.words.states.emptyWhy,
    html`<a class="ds-link" href=${everything}>${scene.words.filters.clear}</a>`);
}
