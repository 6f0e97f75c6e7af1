// Numbers, dates and amounts in the reader's language. Intl gets decimal strings, which it formats exactly.
import type { Language } from './address.ts';
import { absolute, compare, decimal, hundredfold, quotient, rounded, shifted, text, type Decimal } from './decimal.ts';
import type { Month } from './period.ts';

const kNoBreak = '\u00a0';
const kMinus = '\u2212';
const kLocale: Record<Language, string> = { nb: 'nb-NO', en: 'en-GB' };

interface Scale {
  readonly power: number;
  readonly name: string;
  readonly below: { readonly power: number; readonly places: number };
}

// An amount takes a name when it reaches it in the form below: 999 999 999,9 is "1,0 mrd.", 999 949 has no name.
function scales(million: string, billion: string): readonly Scale[] {
  return [
    { power: 9, name: billion, below: { power: 6, places: 1 } },
    { power: 6, name: million, below: { power: 0, places: 0 } },
  ];
}

const kScales: Record<Language, readonly Scale[]> = { nb: scales('mill.', 'mrd.'), en: scales('m', 'bn') };

export class Format {
  readonly locale: string;
  private readonly lang: Language;

  constructor(lang: Language) {
    this.lang = lang;
    this.locale = kLocale[lang];
  }

  /** A decimal with its own places, or with exactly so many. */
  number(value: Decimal, places?: number): string {
    const shown = places === undefined ? value : rounded(value, places);
    const least = places ?? 0;
    const format = new Intl.NumberFormat(this.locale, {
      minimumFractionDigits: least,
      maximumFractionDigits: Math.min(100, Math.max(least, shown.scale)),
    });
    return format.format(text(shown) as `${number}`).replace('-', kMinus);
  }

  count(value: number): string {
    return new Intl.NumberFormat(this.locale).format(value);
  }

  /** Short, for tiles and charts: "18,7 mill. kr", "NOK 18.7 m", "412 300 kr". */
  amount(value: Decimal, currency: string): string {
    for (const { power, name, below } of kScales[this.lang]) {
      const inFormBelow = absolute(rounded(shifted(value, below.power), below.places));
      if (compare(inFormBelow, { digits: 10n ** BigInt(power - below.power), scale: 0 }) < 0) continue;
      return this.inCurrency(`${this.number(shifted(value, power), 1)}${kNoBreak}${name}`, currency);
    }
    return this.inCurrency(this.number(value, 0), currency);
  }

  /** To the last digit, for tables and on hover. */
  exact(value: Decimal, currency: string): string {
    return this.inCurrency(this.exactNumber(value), currency);
  }

  /** To the last digit, for a column whose head names the currency. */
  exactNumber(value: Decimal): string {
    return this.number(value, Math.max(2, value.scale));
  }

  currencyName(currency: string): string {
    return this.lang === 'nb' && currency === 'NOK' ? 'kr' : currency;
  }

  private inCurrency(number: string, currency: string): string {
    const name = this.currencyName(currency);
    return this.lang === 'en' ? `${name}${kNoBreak}${number}` : `${number}${kNoBreak}${name}`;
  }

  /** A share as "68,4 %"; null when there is nothing to divide by. */
  share(numerator: Decimal, denominator: Decimal, places = 1): string | null {
    const value = quotient(hundredfold(numerator), denominator, places);
    return value === null ? null : this.percent(value, places);
  }

  /** A number of percent, "68,4 %" or "68.4%". */
  percent(value: Decimal, places = 1): string {
    const number = this.number(value, places);
    return this.lang === 'nb' ? `${number}${kNoBreak}%` : `${number}%`;
  }

  month(month: Month, style: 'short' | 'long' = 'long'): string {
    return this.utc({ month: style, year: 'numeric' }, `${month}-01`);
  }

  /** "jan. 2026 – juni 2026", or one month. */
  span(from: Month, to: Month): string {
    return from === to ? this.month(from) : `${this.month(from, 'short')} – ${this.month(to, 'short')}`;
  }

  date(iso: string): string {
    return this.utc({ day: 'numeric', month: 'short', year: 'numeric' }, iso);
  }

  // A document's date has no time zone, so it is shown in the one it is read in.
  private utc(options: Intl.DateTimeFormatOptions, iso: string): string {
    const date = new Date(`${iso}T00:00:00Z`);
    if (Number.isNaN(date.getTime())) return iso;
    return new Intl.DateTimeFormat(this.locale, { ...options, timeZone: 'UTC' }).format(date);
  }

  /** An instant in the reader's own time zone. */
  instant(iso: string): string {
    const date = new Date(iso);
    if (Number.isNaN(date.getTime())) return iso;
    return new Intl.DateTimeFormat(this.locale, { dateStyle: 'medium', timeStyle: 'short' }).format(date);
  }

  /** A decimal that came as text; the text itself when it is none. */
  read(value: string): string {
    try {
      return this.number(decimal(value));
    } catch {
      return value;
    }
  }
}
