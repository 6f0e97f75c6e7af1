// Months ("2026-01") and spans of them, both ends inclusive.
export type Month = string;

export interface Span {
  readonly from: Month;
  readonly to: Month;
}

export function isMonth(text: string | null): text is Month {
  return text !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

function ordinal(month: Month): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

export function shift(month: Month, by: number): Month {
  const moved = ordinal(month) + by;
  return `${String(Math.floor(moved / 12)).padStart(4, '0')}-${String((moved % 12) + 1).padStart(2, '0')}`;
}

export function length(span: Span): number {
  return ordinal(span.to) - ordinal(span.from) + 1;
}

export function months(span: Span): Month[] {
  return Array.from({ length: Math.max(0, length(span)) }, (_, i) => shift(span.from, i));
}

export function contains(span: Span, month: Month): boolean {
  return span.from <= month && month <= span.to;
}

/** The span of the same length that ends just before this one. */
export function before(span: Span): Span {
  const size = length(span);
  return { from: shift(span.from, -size), to: shift(span.from, -1) };
}

/** The last so many months of what is known. */
export function latest(known: Span, size: number): Span {
  const from = shift(known.to, 1 - size);
  return { from: from < known.from ? known.from : from, to: known.to };
}
