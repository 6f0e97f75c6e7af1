// Goal: the address is the view: it survives being written and read, and carries along what belongs to the next page.
// Method: addresses written by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { href, link, parse } from '../../../daemon/dashboard/src/address.ts';

const view = (path, preferred = ['nb-NO']) => parse(new URL(path, 'http://localhost'), preferred);

test('an address is read as it was written', () => {
  const address = '/lines?buyer=0192%3A310027788&from=2026-01&to=2026-03&rule=order_missing&after=a%7Cb&lang=en';
  assert.equal(href('lines', view(address).words), address);
});

test('a page that does not exist, and months that are none, fall back', () => {
  assert.equal(view('/nowhere').page, 'overview');
  assert.equal(view('/leaks?from=2026-13').words.from, undefined);
});

test('the language is the address\u2019s, else the reader\u2019s first that we have, else Norwegian', () => {
  assert.equal(view('/?lang=en').lang, 'en');
  assert.equal(view('/', ['fr', 'en-US', 'nb']).lang, 'en');
  assert.equal(view('/', ['nn-NO', 'en']).lang, 'nb');
  assert.equal(view('/?lang=xx', ['fr']).lang, 'nb');
});

test('filters go along; what belongs to one page stays there', () => {
  const here = view('/lines?buyer=b&unit=u&agreement=a&rule=r&after=x&lang=nb');
  assert.equal(link(here, 'units'), '/units?buyer=b&unit=u&lang=nb');
  assert.equal(link(here, 'verdict', { subject: 's' }), '/verdict?buyer=b&unit=u&agreement=a&subject=s&lang=nb');
  assert.equal(link(here, 'lines', { rule: 'q' }), '/lines?buyer=b&unit=u&agreement=a&rule=q&lang=nb');
  assert.equal(link(here, 'lines', { unit: '' }), '/lines?buyer=b&agreement=a&rule=r&lang=nb');
});
