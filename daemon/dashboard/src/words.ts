import type { Language } from './address.ts';
import { en } from './words/en.ts';
import { nb, type Words } from './words/nb.ts';

export type { SentenceWords, Words } from './words/nb.ts';

export function wordsOf(language: Language): Words {
  return language === 'nb' ? nb : en;
}
