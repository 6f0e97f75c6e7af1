// Goal: both languages say everything, and nothing in the other's words.
// Method: the two message files have the same keys, no text is empty, and no long text is the same in both.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../../../daemon/dashboard/src/words/en.ts';
import { nb } from '../../../daemon/dashboard/src/words/nb.ts';

function flat(words, path = '') {
  return Object.entries(words).flatMap(([key, value]) =>
    (typeof value === 'object' ? flat(value, `${path}${key}/`) : [[`${path}${key}`, value]]));
}

const said = (value) => (typeof value === 'function' ? value('1', '2', '3') : value);

test('both languages have the same texts', () => {
  assert.deepEqual(flat(nb).map(([key]) => key), flat(en).map(([key]) => key));
});

test('no text is empty, and no sentence is left in the other language', () => {
  const english = new Map(flat(en));
  for (const [key, value] of flat(nb)) {
    assert.ok(said(value).length > 0, key);
    if (said(value).split(' ').length > 2) assert.notEqual(said(value), said(english.get(key)), key);
  }
});
