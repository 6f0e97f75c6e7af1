// A server like procured's own: the HTTP API over a fictional municipality, and the built dashboard, with the same strict
// content policy. Run by itself: node mock_api.mjs [port] [folder of the built dashboard].
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { agreementRows, cells, leaks, lines, rollup } from './mock/figures.mjs';
import { invoices, kBuyer, kMonths, kSecondBuyer, kThirdBuyer, units } from './mock/municipality.mjs';
import { extremeInvoices, extremeUnits } from './mock/extremes.mjs';
import { origin, verdictOf } from './mock/verdicts.mjs';

const kTypes = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const kPolicy = "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

const kBuyers = [
  { buyer_id: kBuyer, name: 'Lindvik kommune', currency: 'NOK', months: [kMonths[0], kMonths.at(-1)], documents: 1116 },
  { buyer_id: kThirdBuyer, name: 'Ytterpunkt interkommunale kompetansesenter', currency: 'NOK', months: ['2025-11', '2025-12'], documents: 3 },
  { buyer_id: kSecondBuyer, name: 'Øvre Lindvik kommune', currency: 'NOK', months: [kMonths[12], kMonths.at(-1)], documents: 0 },
];

function store() {
  const byBuyer = new Map([[kBuyer, invoices()], [kThirdBuyer, extremeInvoices()], [kSecondBuyer, []]]);
  const all = [...byBuyer.values()].flat();
  const buyerOf = (invoice) => kBuyers.find((buyer) => byBuyer.get(buyer.buyer_id).includes(invoice));
  return { byBuyer, all, buyerOf };
}

function paged(items, query, key) {
  const limit = Math.min(Number(query.limit ?? 100), 1000);
  const start = query.after ? items.findIndex((item) => key(item) === query.after) + 1 : 0;
  const page = items.slice(start, start + limit);
  return { items: page, next: start + limit < items.length ? key(page.at(-1)) : null };
}

function source(data, query) {
  for (const invoice of data.all) {
    const place = origin(invoice, data.buyerOf(invoice));
    if (place.source_key !== query.source_key || place.content_hash !== query.content_hash) continue;
    if (!invoice.kept) throw new Refused(410, 'no longer kept');
    return place.text;
  }
  throw new Refused(410, 'no longer kept');
}

function meta(data, query) {
  try {
    return { kept: true, topic: 'procured.raw.ubl', partition: 0, offset: 1, bytes: Buffer.byteLength(source(data, query)) };
  } catch {
    return { kept: false };
  }
}

function answers(data) {
  const of = (query) => data.byBuyer.get(query.buyer ?? kBuyer) ?? [];
  return {
    buyers: () => ({ items: kBuyers, next: null }),
    status: () => ({
      updated_at: new Date().toISOString().slice(0, 16) + ':00Z', left_over: 0, dead_letters: 3, documents: data.all.length,
      facts: data.all.length, verdicts: data.all.length,
      goal: { e_commerce_share_of_potential_ratio: '0.85', agreement_loyalty_ratio: '0.9' },
    }),
    units: (query) => ({ items: query.buyer === kThirdBuyer ? extremeUnits : units, next: null }),
    agreements: () => ({ items: agreementRows, next: null }),
    kpis: (query) => ({ kpi: query.kpi, currency: 'NOK', items: cells(of(query), query) }),
    'units/rollup': (query) => ({ kpi: query.kpi, items: query.buyer === kThirdBuyer ? [] : rollup(of(query), query) }),
    'source/meta': (query) => meta(data, query),
    leaks: (query) => paged(leaks(of(query), query), query, (item) => JSON.stringify(item)),
    lines: (query) => paged(lines(of(query), query), query, (item) => `${item.document_key}|${item.line_number}`),
  };
}

function answered(data, routes, url) {
  const path = url.pathname.slice('/api/v1/'.length);
  const query = Object.fromEntries(url.searchParams);
  if (path.startsWith('verdicts/')) {
    const key = decodeURIComponent(path.slice('verdicts/'.length));
    const invoice = data.all.find((one) => one.key === key);
    if (!invoice) throw new Refused(404, 'There is no verdict with this key.');
    return verdictOf(invoice, data.buyerOf(invoice));
  }
  const route = routes[path];
  if (!route) throw new Refused(404, 'There is no such address.');
  return route(query);
}

async function file(root, pathname) {
  const path = normalize(pathname).replace(/^\/+/, '');
  const wanted = path === '' || extname(path) === '' ? 'index.html' : path;
  try {
    return { type: kTypes[extname(wanted)] ?? 'application/octet-stream', body: await readFile(join(root, wanted)) };
  } catch {
    throw new Refused(404, 'There is no such file.');
  }
}

async function respond(data, routes, root, url) {
  if (url.pathname === '/api/v1/source') {
    return { type: 'text/xml', body: source(data, Object.fromEntries(url.searchParams)) };
  }
  if (url.pathname.startsWith('/api/')) {
    return { type: 'application/json', body: JSON.stringify(answered(data, routes, url)) };
  }
  return file(root, url.pathname);
}

/**
 * Starts on a free port of loopback (or the one given); returns its address and how to end it. A test can break an
 * address, hold it until a promise is kept, or answer in its place.
 */
export async function startMock({ root, port = 0, broken = () => false, before = () => undefined, answer = () => undefined }) {
  const data = store();
  const routes = answers(data);
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://127.0.0.1');
    const headers = { 'Content-Security-Policy': kPolicy, 'X-Content-Type-Options': 'nosniff' };
    try {
      if (broken(url)) throw new Refused(503, 'The store cannot be read just now; try again.');
      await before(url);
      const other = answer(url);
      const { type, body } = other ? { type: 'application/json', body: JSON.stringify(other) }
        : await respond(data, routes, root, url);
      response.writeHead(200, { ...headers, 'Content-Type': type });
      response.end(body);
    } catch (error) {
      response.writeHead(error.status ?? 500, { ...headers, 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ error: error.message }));
    }
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${server.address().port}`;
  return { address, close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = process.argv[3] ?? fileURLToPath(new URL('../../build/dashboard', import.meta.url));
  const { address } = await startMock({ root, port: Number(process.argv[2] ?? 0) });
  console.log(address);
}
