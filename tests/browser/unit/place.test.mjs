// Goal: the place that evidence names is found in the document it names, and nowhere else.
// Method: small trees built by hand; indexes count from 1 among siblings of one local name.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { find, parsePath } from '../../../daemon/dashboard/src/source/place.ts';

const e = (localName, ...children) => ({ localName, children });
const price = e('PriceAmount');
const lineId = e('ID');
const document = e('Invoice', e('ID'), e('InvoiceLine', e('ID')), e('Note'),
  e('InvoiceLine', lineId, e('Price', price)));

const at = (root, path) => find(root, parsePath(path));

test('an absolute path, with prefixes of the mapping', () => {
  assert.equal(at(document, '/Invoice/cac:InvoiceLine[2]/cac:Price/cbc:PriceAmount'), price);
  assert.equal(at(document, '/ubl:Invoice/x:InvoiceLine[2]/y:ID[1]'), lineId);
});

test('a path relative to the root element', () => {
  assert.equal(at(document, 'cac:InvoiceLine[2]/cac:Price/cbc:PriceAmount'), price);
});

test('a document inside an envelope', () => {
  assert.equal(at(e('StandardBusinessDocument', e('Header'), document), '/Invoice/cac:InvoiceLine[2]/cbc:ID'), lineId);
});

test('a place that is not there is not guessed', () => {
  assert.equal(at(document, '/Invoice/cac:InvoiceLine[3]/cbc:ID'), null);
  assert.equal(at(document, '/Order/cbc:ID'), null);
  assert.equal(at(document, '/Invoice/cac:InvoiceLine[1]/cac:Price'), null);
});

test('an attribute belongs to its element', () => {
  assert.deepEqual(parsePath('/Invoice/cbc:ID/@schemeID'), {
    steps: [{ name: 'Invoice', index: 1 }, { name: 'ID', index: 1 }], attribute: 'schemeID',
  });
  assert.equal(at(document, '/Invoice/cbc:ID/@schemeID'), document.children[0]);
});

test('what is no path is none', () => {
  for (const text of ['', '/', '/Invoice[x]', '//@a/b', '/Invoice[1][2]']) assert.equal(parsePath(text), null, text);
});
