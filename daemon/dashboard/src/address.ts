// The address is the view: every filter and level of drill stands in it, and nothing else decides what is shown.
import { isMonth } from './period.ts';

export type PageName = 'overview' | 'leaks' | 'lines' | 'units' | 'verdict';
export type Language = 'nb' | 'en';

const kPages: readonly PageName[] = ['overview', 'leaks', 'lines', 'units', 'verdict'];

// In this order they stand in the address.
const kNames = [
  'buyer', 'from', 'to', 'unit', 'agreement', 'supplier', 'currency', 'group', 'sort', 'show', 'rule', 'outcome',
  'after', 'subject', 'line', 'lang',
] as const;

export type Name = (typeof kNames)[number];
export type Words = Partial<Record<Name, string>>;

export interface View {
  readonly page: PageName;
  readonly lang: Language;
  readonly words: Words;
}

// What goes along to every page, and what only pages about leaks understand; the rest belongs to one page.
const kCommon: readonly Name[] = ['buyer', 'from', 'to', 'unit', 'currency', 'lang'];
const kOfLeaks: readonly Name[] = ['agreement', 'supplier'];
const kAboutLeaks: readonly PageName[] = ['leaks', 'lines', 'verdict'];

export function parse(url: URL, preferred: readonly string[]): View {
  const path = url.pathname.replace(/^\/+|\/+$/g, '');
  const page = kPages.find((name) => name === path) ?? 'overview';
  const words: Words = {};
  for (const name of kNames) {
    const value = url.searchParams.get(name);
    if (value === null || value === '') continue;
    if ((name === 'from' || name === 'to') && !isMonth(value)) continue;
    words[name] = value;
  }
  const lang = words.lang === 'nb' || words.lang === 'en' ? words.lang : languageOf(preferred);
  return { page, lang, words: { ...words, lang } };
}

function languageOf(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    if (/^(nb|nn|no|da|sv)\b/i.test(tag)) return 'nb';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'nb';
}

export function href(page: PageName, words: Words): string {
  const search = new URLSearchParams();
  for (const name of kNames) {
    const value = words[name];
    if (value) search.set(name, value);
  }
  const path = page === 'overview' ? '/' : `/${page}`;
  const query = search.toString();
  return query ? `${path}?${query}` : path;
}

/** The address of a page reached from this view. An empty word takes a filter away. */
export function link(view: View, page: PageName, change: Words = {}): string {
  const kept: Words = {};
  for (const name of kNames) {
    const value = view.words[name];
    if (value && goesAlong(view, page, name)) kept[name] = value;
  }
  if (page !== view.page || !('after' in change)) delete kept.after;
  return href(page, { ...kept, ...change });
}

function goesAlong(view: View, page: PageName, name: Name): boolean {
  if (page === view.page || kCommon.includes(name)) return true;
  return kOfLeaks.includes(name) && kAboutLeaks.includes(page) && kAboutLeaks.includes(view.page);
}
