// What every page is drawn with: the view, the words and formats of its language, and what is known of the buyer.
import { link, type PageName, type View, type Words as AddressWords } from './address.ts';
import type { Query } from './api.ts';
import type { Buyer, ServiceStatus, Unit } from './contract.ts';
import { Format } from './format.ts';
import { before, type Span } from './period.ts';
import { wordsOf, type Words } from './words.ts';

export class Scene {
  readonly words: Words;
  readonly format: Format;
  readonly view: View;
  readonly buyers: readonly Buyer[];
  readonly buyer: Buyer;
  readonly known: Span;
  readonly status: ServiceStatus | null;

  constructor(view: View, buyers: readonly Buyer[], buyer: Buyer, known: Span, status: ServiceStatus | null) {
    this.view = view;
    this.buyers = buyers;
    this.buyer = buyer;
    this.known = known;
    this.status = status;
    this.words = wordsOf(view.lang);
    this.format = new Format(view.lang);
  }

  get span(): Span {
    return { from: this.view.words.from ?? this.known.from, to: this.view.words.to ?? this.known.to };
  }

  /** The span before, where the data reaches back that far. */
  get spanBefore(): Span | null {
    const earlier = before(this.span);
    return earlier.from >= this.known.from ? earlier : null;
  }

  get currency(): string {
    return this.view.words.currency ?? this.buyer.currency;
  }

  link(page: PageName, change: AddressWords = {}): string {
    return link(this.view, page, change);
  }

  /** The filters that KPI cells know. */
  cells(span?: Span): Query {
    return {
      buyer: this.buyer.buyer_id, unit: this.view.words.unit, currency: this.currency, from: span?.from, to: span?.to,
    };
  }

  /** The filters that leaks and lines know as well. */
  filters(span: Span = this.span): Query {
    return {
      ...this.cells(span), agreement: this.view.words.agreement, supplier: this.view.words.supplier,
    };
  }

  unitName(units: readonly Unit[], id: string | undefined): string {
    if (id === undefined || id === 'unknown') return this.words.units.unknown;
    return units.find((unit) => unit.unit_id === id)?.name ?? id;
  }
}
