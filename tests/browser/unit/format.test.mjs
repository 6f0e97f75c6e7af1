// Goal: numbers, amounts and dates read as people in each language write them, exact where it is promised.
// Method: examples written down by hand from the rules of Norwegian and British typography.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal } from '../../../daemon/dashboard/src/decimal.ts';
import { Format } from '../../../daemon/dashboard/src/format.ts';

const nb = new Format('nb');
const en = new Format('en');
const d = decimal;
// Blanks differ in kind (no-break, narrow) between versions of the locale data; what matters is that none breaks.
const plain = (shown) => {
  assert.doesNotMatch(shown, / /, `"${shown}" can break at a blank`);
  return shown.replaceAll(/\s/g, ' ');
};

test('short amounts', () => {
  assert.equal(plain(nb.amount(d('18651234.5'), 'NOK')), '18,7 mill. kr');
  assert.equal(plain(en.amount(d('18651234.5'), 'NOK')), 'NOK 18.7 m');
  assert.equal(plain(nb.amount(d('412300.49'), 'NOK')), '412 300 kr');
  assert.equal(plain(nb.amount(d('1000000000'), 'NOK')), '1,0 mrd. kr');
  assert.equal(plain(en.amount(d('1000000000'), 'NOK')), 'NOK 1.0 bn');
  assert.equal(plain(nb.amount(d('0'), 'NOK')), '0 kr');
  assert.equal(plain(nb.amount(d('-2500000'), 'NOK')), '\u22122,5 mill. kr');
  assert.equal(plain(nb.amount(d('12'), 'EUR')), '12 EUR');
});

test('a short amount that rounds up to the next name takes that name', () => {
  assert.equal(plain(nb.amount(d('999999999'), 'NOK')), '1,0 mrd. kr');
  assert.equal(plain(nb.amount(d('999949'), 'NOK')), '999 949 kr');
});

test('exact amounts keep every digit', () => {
  assert.equal(plain(nb.exact(d('12345678901234567890.1'), 'NOK')), '12 345 678 901 234 567 890,10 kr');
  assert.equal(plain(en.exact(d('21.905'), 'NOK')), 'NOK 21.905');
  assert.equal(plain(nb.exact(d('-0.5'), 'NOK')), '\u22120,50 kr');
});

test('shares', () => {
  assert.equal(plain(nb.share(d('2'), d('3'))), '66,7 %');
  assert.equal(plain(en.share(d('2'), d('3'))), '66.7%');
  assert.equal(nb.share(d('1'), d('0')), null);
});

test('a date is the document\u2019s own, whatever the reader\u2019s time zone', () => {
  assert.equal(nb.date('2026-01-31').replaceAll(/\s/g, ' '), '31. jan. 2026');
  assert.equal(en.date('2026-01-31'), '31 Jan 2026');
  assert.equal(nb.month('2026-05').replaceAll(/\s/g, ' '), 'mai 2026');
  assert.equal(nb.date('no date'), 'no date');
});
