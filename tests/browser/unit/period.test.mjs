// Goal: periods and the shares over them: a period is compared with the one of its own length before it.
// Method: counted on the fingers; shares by definitions.md, section 6.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { text } from '../../../daemon/dashboard/src/decimal.ts';
import { before, isMonth, latest, months, shift } from '../../../daemon/dashboard/src/period.ts';
import { bounds, lowCoverage, percentOf, ratioState, tally, tallyOfSpan } from '../../../daemon/dashboard/src/tally.ts';

test('months pass the turn of the year', () => {
  assert.equal(shift('2025-12', 1), '2026-01');
  assert.equal(shift('2026-01', -13), '2024-12');
  assert.deepEqual(months({ from: '2025-11', to: '2026-02' }), ['2025-11', '2025-12', '2026-01', '2026-02']);
});

test('the period before has the same length and ends just before', () => {
  assert.deepEqual(before({ from: '2026-01', to: '2026-03' }), { from: '2025-10', to: '2025-12' });
});

test('the latest months never begin before what is known', () => {
  assert.deepEqual(latest({ from: '2026-01', to: '2026-03' }, 6), { from: '2026-01', to: '2026-03' });
  assert.deepEqual(latest({ from: '2025-01', to: '2026-03' }, 2), { from: '2026-02', to: '2026-03' });
});

test('only months are months', () => {
  for (const no of ['2026-13', '2026-00', '2026-1', 'x', null]) assert.equal(isMonth(no), false);
  assert.equal(isMonth('2026-10'), true);
});

const cell = (month, numerator, denominator, known, scope) =>
  ({ month, numerator, denominator, count: 1, coverage_known: known, coverage_scope: scope });

test('a share is a sum divided by a sum, not a mean of shares', () => {
  const cells = [cell('2026-01', '1', '1', '1', '1'), cell('2026-02', '0', '9', '9', '9'), cell('2026-03', '5', '5', '5', '5')];
  assert.equal(text(percentOf(tallyOfSpan(cells, { from: '2026-01', to: '2026-02' }))), '10.0');
});

test('nothing to divide by, and credit notes that leave the scale, are no share', () => {
  assert.equal(ratioState(tally([])), 'NOTHING');
  assert.equal(ratioState(tally([cell('2026-01', '-1', '5', '5', '5')])), 'ODD');
  assert.equal(ratioState(tally([cell('2026-01', '6', '5', '5', '5')])), 'ODD');
  assert.equal(ratioState(tally([cell('2026-01', '0', '-5', '5', '5')])), 'ODD');
  assert.equal(percentOf(tally([cell('2026-01', '-1', '5', '5', '5')])), null);
  assert.equal(text(percentOf(tally([cell('2026-01', '0', '5', '5', '5')]))), '0.0');
});

test('what is unknown leaves a share room: 40 of 60 known, 40 more unknown, is 40 to 80 percent', () => {
  const value = tally([cell('2026-01', '40', '60', '60', '100')]);
  assert.equal(lowCoverage(value), true);
  assert.deepEqual([text(bounds(value).low), text(bounds(value).high)], ['40.0', '80.0']);
  assert.equal(lowCoverage(tally([cell('2026-01', '40', '60', '80', '100')])), false);
});
