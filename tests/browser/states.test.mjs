// Goal: loading, empty, partial, stale and error are said in words with what to do, and none is a blank page.
// Method: a server that fails, is late, has nothing, or no longer keeps a document; always the fictional municipality.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nb } from '../../daemon/dashboard/src/words/nb.ts';
import { startMock } from './mock_api.mjs';
import { openBrowser, settled } from './support/browser.mjs';
import { kBuilt } from './support/server.mjs';

async function visit(options, path, look) {
  const site = await startMock({ root: kBuilt, ...options });
  const browser = await openBrowser(site.address);
  try {
    const page = await browser.context.newPage();
    await page.goto(`${site.address}${path}`);
    await look(page, site, browser);
  } finally {
    await browser.close();
    await site.close();
  }
}

test('an error says what the server said, and trying again helps', async () => {
  let broken = true;
  await visit({ broken: (url) => broken && url.pathname === '/api/v1/leaks' }, '/leaks?lang=nb', async (page) => {
    const alert = page.getByRole('alert');
    await alert.waitFor();
    assert.match(await alert.innerText(), /The store cannot be read just now/);
    broken = false;
    await page.getByRole('button', { name: nb.states.retry }).click();
    await page.getByRole('heading', { level: 1, name: nb.leaks.title }).waitFor();
  });
});

test('while it loads, the shapes of the page stand in its place', async () => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await visit({ before: (url) => (url.pathname === '/api/v1/kpis' ? held : undefined) }, '/?lang=nb', async (page) => {
    await page.locator('.skeleton-page .tile').first().waitFor();
    assert.equal(await page.locator('.skeleton-page .tile').count(), 4);
    assert.match(await page.getByRole('status').innerText(), new RegExp(nb.states.loading));
    release();
    await page.locator('[data-kpi="spend_amount"]').waitFor();
  });
});

test('no buyers: it says that nothing has been read yet, and shows figures as soon as there are some', async () => {
  let empty = true;
  const answer = (url) => (empty && url.pathname === '/api/v1/buyers' ? { items: [], next: null } : undefined);
  await visit({ answer }, '/?lang=nb', async (page) => {
    await page.getByRole('heading', { name: nb.states.noData }).waitFor();
    empty = false;
    await page.locator('[data-kpi="spend_amount"]').waitFor();
  });
});

test('a buyer without purchases, and a selection without leaks, say why and offer a way out', async () => {
  await visit({}, '/?buyer=0192:310091234&lang=nb', async (page, site) => {
    await page.getByRole('heading', { name: nb.states.empty }).waitFor();
    await page.goto(`${site.address}/leaks?unit=aktivitet&lang=nb`);
    await page.getByRole('heading', { name: nb.states.noLeaks }).waitFor();
  });
});

test('work left over and old data are said above the figures', async () => {
  const answer = (url) => (url.pathname !== '/api/v1/status' ? undefined : {
    updated_at: '2025-12-01T06:00:00Z', left_over: 1234, dead_letters: 0, documents: 1, facts: 1, verdicts: 1,
  });
  await visit({ answer }, '/?lang=nb', async (page) => {
    await settled(page);
    const notice = await page.locator('.notice').innerText();
    assert.match(notice, /1\s234 saker gjenstår/);
    assert.match(notice, /Sist oppdatert 1\. des\. 2025/);
  });
});

test('a source document that is no longer kept: the verdict stands, and it says so without an error', async () => {
  const list = '/api/v1/lines?rule=agreement_bypassed&outcome=BREACH&limit=1&to=2024-07';
  await visit({}, '/?lang=nb', async (page, site, browser) => {
    const [line] = (await (await fetch(`${site.address}${list}`)).json()).items;
    await page.goto(`${site.address}/verdict?subject=${encodeURIComponent(line.document_key)}&line=${line.line_number}&rule=agreement_bypassed&lang=nb`);
    await page.getByText(nb.source.gone).waitFor();
    assert.match(await page.locator('h1').innerText(), /ble kjøpt hos/);
    assert.deepEqual(browser.complaints, []);
  });
});

test('1,000,000,000 and 0 are shown in the form of each language', async () => {
  await visit({}, '/?buyer=0192:310055512&lang=nb', async (page, site) => {
    await settled(page);
    assert.equal(await page.locator('[data-kpi="spend_amount"] .tile-value').innerText(), '2,0\u00a0mrd.\u00a0kr');
    assert.equal(await page.locator('[data-kpi="missed_saving_amount"] .tile-value').innerText(), '720,0\u00a0mill.\u00a0kr');
    await page.goto(`${site.address}/?buyer=0192:310055512&lang=en`);
    await settled(page);
    assert.equal(await page.locator('[data-kpi="spend_amount"] .tile-value').innerText(), 'NOK\u00a02.0\u00a0bn');
  });
});

test('what is unknown is said to be unknown: no amount, and not zero', async () => {
  await visit({}, '/leaks?agreement=RA-2025-01&group=agreement&lang=nb', async (page) => {
    await settled(page);
    const row = await page.locator('.leak-table tbody tr').first().innerText();
    assert.match(row, new RegExp(nb.leaks.unknownSaving));
    assert.doesNotMatch(row, /(^|\s)0,00/);
  });
});
