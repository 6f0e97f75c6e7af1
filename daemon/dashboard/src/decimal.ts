// Decimals travel as strings ("19.5", "0", "-3") and are never turned into floating point: here they are whole numbers
// of a power of ten.
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

const kPattern = /^(-?)(\d+)(?:\.(\d+))?$/;

export const kZero: Decimal = { digits: 0n, scale: 0 };

/** @errors throws when the text is not a plain decimal: that is a broken answer, not a missing value. */
export function decimal(text: string): Decimal {
  const match = kPattern.exec(text);
  if (!match) throw new Error(`not a decimal: "${text}"`);
  const fraction = match[3] ?? '';
  const digits = BigInt(`${match[2]}${fraction}`);
  return { digits: match[1] ? -digits : digits, scale: fraction.length };
}

function atScale(value: Decimal, scale: number): bigint {
  return value.digits * 10n ** BigInt(scale - value.scale);
}

export function plus(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: atScale(a, scale) + atScale(b, scale), scale };
}

export function minus(a: Decimal, b: Decimal): Decimal {
  return plus(a, { digits: -b.digits, scale: b.scale });
}

export function sum(values: Iterable<Decimal>): Decimal {
  let total = kZero;
  for (const value of values) total = plus(total, value);
  return total;
}

export function compare(a: Decimal, b: Decimal): number {
  const difference = minus(a, b).digits;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function sign(value: Decimal): number {
  return value.digits < 0n ? -1 : value.digits > 0n ? 1 : 0;
}

export function absolute(value: Decimal): Decimal {
  return { digits: value.digits < 0n ? -value.digits : value.digits, scale: value.scale };
}

function divideHalfAway(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const quotient = (2n * n + d) / (2n * d);
  return negative ? -quotient : quotient;
}

/** Rounded half away from zero to so many places. */
export function rounded(value: Decimal, places: number): Decimal {
  if (value.scale <= places) return value;
  return { digits: divideHalfAway(value.digits, 10n ** BigInt(value.scale - places)), scale: places };
}

/** a / b, rounded half away from zero to so many places; null when b is zero. */
export function quotient(a: Decimal, b: Decimal, places: number): Decimal | null {
  if (b.digits === 0n) return null;
  const scale = Math.max(a.scale, b.scale);
  return { digits: divideHalfAway(atScale(a, scale) * 10n ** BigInt(places), atScale(b, scale)), scale: places };
}

/** value × 100, exact: a share in percent. */
export function hundredfold(value: Decimal): Decimal {
  return { digits: value.digits * 100n, scale: value.scale };
}

/** value / 10^power, exact; power is not negative. */
export function shifted(value: Decimal, power: number): Decimal {
  return { digits: value.digits, scale: value.scale + power };
}

/** Plain text, with exactly the places that the value has. */
export function text(value: Decimal): string {
  const digits = absolute(value).digits.toString().padStart(value.scale + 1, '0');
  const whole = digits.slice(0, digits.length - value.scale);
  const fraction = value.scale > 0 ? `.${digits.slice(digits.length - value.scale)}` : '';
  return `${value.digits < 0n ? '-' : ''}${whole}${fraction}`;
}

/** For positions in a chart only; never for a number that is shown. */
export function forDrawing(value: Decimal): number {
  return Number(text(value));
}
