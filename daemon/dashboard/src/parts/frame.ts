// What stands around every page: name, menu, language, the state of the data, footer.
import { html, nothing, type TemplateResult } from 'lit';
import { link, type Language, type PageName, type View } from '../address.ts';
import type { Buyer, ServiceStatus } from '../contract.ts';
import type { Format } from '../format.ts';
import { wordsOf, type Words } from '../words.ts';

export interface FrameInput {
  readonly words: Words;
  readonly view: View;
  readonly buyer: Buyer | null;
  readonly status: ServiceStatus | null;
  readonly format: Format;
  readonly above: unknown;
  readonly notices: unknown;
  readonly main: TemplateResult;
}

const kMenu: readonly PageName[] = ['overview', 'leaks', 'units'];
const kLanguages: readonly Language[] = ['nb', 'en'];

export function frame(input: FrameInput): TemplateResult {
  const { words, view } = input;
  return html`
    <a class="ds-skip-link" href="#main">${words.skip}</a>
    <header class="top"><div class="wide">
      <a class="brand" href=${link(view, 'overview')}>
        <svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="7" /><path d="M8 21.5l5-5 4 4 7.5-9" /><circle cx="24.5" cy="11.5" r="2.6" /></svg>
        <span><strong>${words.name}</strong>${input.buyer ? html`<span class="brand-buyer">${input.buyer.name}</span>` : nothing}</span>
      </a>
      <nav class="menu" aria-label=${words.nav}>
        ${kMenu.map((page) => html`<a href=${link(view, page)} aria-current=${current(view, page) ? 'page' : nothing}
          >${words.pages[page]}</a>`)}
      </nav>
      <nav class="languages" aria-label=${words.languages}>
        ${kLanguages.map((lang) => html`<a href=${link(view, view.page, { lang, ...kept(view) })} lang=${lang} hreflang=${lang}
          aria-current=${lang === view.lang ? 'true' : nothing}>${wordsOf(lang).language}</a>`)}
      </nav>
    </div></header>
    <main id="main" class="wide" tabindex="-1">
      ${input.above}
      ${input.notices}
      ${input.main}
    </main>
    <footer class="bottom"><div class="wide">
      <p>${words.footer.definitions}</p>
      <p class="state">${state(input)}
        <button class="ds-link print" type="button" @click=${() => print()}>${words.footer.print}</button></p>
    </div></footer>`;
}

function kept(view: View): { after?: string } {
  return view.words.after ? { after: view.words.after } : {};
}

// Lines and verdicts are reached through leaks.
function current(view: View, page: PageName): boolean {
  return view.page === page || (page === 'leaks' && (view.page === 'lines' || view.page === 'verdict'));
}

function state({ status, words, format }: FrameInput): TemplateResult | typeof nothing {
  if (!status) return nothing;
  const parts = [
    ...(status.updated_at ? [words.states.updated(format.instant(status.updated_at))] : []),
    words.states.documents(format.count(status.documents)),
    ...(status.dead_letters > 0 ? [words.states.deadLetters(format.count(status.dead_letters))] : []),
  ];
  return html`<span>${parts.join(' · ')}</span>`;
}
