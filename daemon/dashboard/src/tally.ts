// Sums of KPI cells: exact, and divided only to be shown (definitions.md, section 6).
import type { Cell } from './contract.ts';
import { compare, decimal, hundredfold, kZero, minus, plus, quotient, sign, sum, type Decimal } from './decimal.ts';
import { contains, type Span } from './period.ts';

// Fewer lines than this in either period say nothing about improvement.
export const kEnoughLines = 10;

export interface Tally {
  readonly numerator: Decimal;
  readonly denominator: Decimal;
  readonly count: number;
  readonly known: Decimal;
  readonly scope: Decimal;
}

export function tally(cells: readonly Cell[]): Tally {
  return {
    numerator: sum(cells.map((cell) => decimal(cell.numerator))),
    denominator: sum(cells.map((cell) => (cell.denominator ? decimal(cell.denominator) : kZero))),
    count: cells.reduce((total, cell) => total + cell.count, 0),
    known: sum(cells.map((cell) => decimal(cell.coverage_known))),
    scope: sum(cells.map((cell) => decimal(cell.coverage_scope))),
  };
}

export function tallyOfSpan(cells: readonly Cell[], span: Span): Tally {
  return tally(cells.filter((cell) => cell.month !== undefined && contains(span, cell.month)));
}

/** OK; or why there is no share: nothing to divide by, or credit notes that leave it out of 0 to 100 %. */
export function ratioState(value: Tally): 'OK' | 'NOTHING' | 'ODD' {
  if (sign(value.denominator) === 0 && sign(value.numerator) === 0) return 'NOTHING';
  if (sign(value.denominator) <= 0) return 'ODD';
  if (sign(value.numerator) < 0 || compare(value.numerator, value.denominator) > 0) return 'ODD';
  return 'OK';
}

/** In percent with one place; null when the share means nothing. */
export function percentOf(value: Tally): Decimal | null {
  if (ratioState(value) !== 'OK') return null;
  return quotient(hundredfold(value.numerator), value.denominator, 1);
}

// Below this a share is shown as the range in which it must lie.
const kEnoughCoverage: Decimal = decimal('0.8');

export function lowCoverage(value: Tally): boolean {
  const coverage = quotient(value.known, value.scope, 4);
  return coverage !== null && compare(coverage, kEnoughCoverage) < 0;
}

/** Where the share would lie if all that is unknown were against it, and if all were for it. */
export function bounds(value: Tally): { low: Decimal; high: Decimal } | null {
  if (ratioState(value) !== 'OK') return null;
  const unknown = minus(value.scope, value.known);
  const whole = plus(value.denominator, unknown);
  const low = quotient(hundredfold(value.numerator), whole, 1);
  const high = quotient(hundredfold(plus(value.numerator, unknown)), whole, 1);
  return low && high ? { low, high } : null;
}
