// Goal: amounts stay exact from the API to the page; sums, quotients and rounding are those of definitions.md.
// Method: values worked out by hand, beyond what binary floating point holds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, decimal, minus, plus, quotient, rounded, shifted, sum, text } from '../../../daemon/dashboard/src/decimal.ts';

const d = decimal;

test('a decimal keeps its digits', () => {
  for (const value of ['0', '-3', '19.5', '0.10', '123456789012345678901234567890.123456789']) {
    assert.equal(text(d(value)), value);
  }
});

test('what is no decimal is an error, not zero', () => {
  for (const value of ['', '1,5', '1e3', 'abc', '.5', '5.', '--1', ' 1']) assert.throws(() => d(value), /not a decimal/);
});

test('0.1 + 0.2 is 0.3, and a large sum keeps its øre', () => {
  assert.equal(text(plus(d('0.1'), d('0.2'))), '0.3');
  assert.equal(text(plus(d('9007199254740993'), d('0.01'))), '9007199254740993.01');
  assert.equal(text(sum([d('1.1'), d('-0.1'), d('2')])), '3.0');
  assert.equal(text(minus(d('1'), d('1.01'))), '-0.01');
});

test('rounding goes half away from zero', () => {
  assert.equal(text(rounded(d('2.345'), 2)), '2.35');
  assert.equal(text(rounded(d('-2.345'), 2)), '-2.35');
  assert.equal(text(rounded(d('2.3449'), 2)), '2.34');
  assert.equal(text(rounded(d('0.5'), 0)), '1');
});

test('a quotient is exact before it is rounded, and there is none by zero', () => {
  assert.equal(text(quotient(d('2'), d('3'), 4)), '0.6667');
  assert.equal(text(quotient(d('-1'), d('8'), 2)), '-0.13');
  assert.equal(quotient(d('1'), d('0.00'), 1), null);
});

test('values compare across scales', () => {
  assert.equal(compare(d('1.0'), d('1')), 0);
  assert.equal(compare(d('-0.01'), d('0')), -1);
  assert.equal(compare(d('10'), d('9.99')), 1);
});

test('shifting the point loses nothing', () => {
  assert.equal(text(shifted(d('18699999.99'), 6)), '18.69999999');
});
