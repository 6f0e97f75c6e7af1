// Goal: a reader who was told nothing comes from the e-commerce share to the line in a source document that proves a leak,
// in both languages, by mouse and by keyboard alone; every step is an address, and nothing foreign is asked.
// Method: Chromium walks the built dashboard over a fictional municipality, or over PROCURED_DASHBOARD_URL.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { en } from '../../daemon/dashboard/src/words/en.ts';
import { nb } from '../../daemon/dashboard/src/words/nb.ts';
import { openBrowser, settled } from './support/browser.mjs';
import { server } from './support/server.mjs';

let site;

before(async () => {
  site = await server();
});
after(() => site.close());

const kMostTabs = 400;

// The ways to follow a link.
const kHands = {
  mouse: async (_page, target) => target.click(),
  keyboard: async (page, target) => {
    for (let i = 0; i < kMostTabs; i += 1) {
      await page.keyboard.press('Tab');
      if (await target.evaluate((element) => element === document.activeElement)) {
        await page.keyboard.press('Enter');
        return;
      }
    }
    assert.fail('the Tab key does not lead there');
  },
};

// The unit without units below it that lost most: what a reader would look for in the table.
async function worstUnit(page) {
  const buyer = new URL(page.url()).searchParams;
  const query = `buyer=${encodeURIComponent(buyer.get('buyer'))}&from=${buyer.get('from')}&to=${buyer.get('to')}`;
  const response = await fetch(`${site.address}/api/v1/units/rollup?kpi=missed_saving_amount&limit=1000&${query}`);
  const { items } = await response.json();
  const parents = new Set(items.map((unit) => unit.parent_id));
  const leaves = items.filter((unit) => !parents.has(unit.unit_id) && unit.unit_id !== 'unknown');
  return leaves.sort((a, b) => Number(b.numerator) - Number(a.numerator))[0].unit_id;
}

async function walk(page, words, follow, reached) {
  const tile = page.locator('[data-kpi="e_commerce_share_of_potential_ratio"]');
  assert.match(await tile.locator('.tile-value').innerText(), /\d/);
  assert.equal(await tile.locator('h2').innerText(), words.kpis.e_commerce_share_of_potential_ratio.name);

  await follow(page, tile.getByRole('link', { name: words.tile.wayDown.units }));
  await reached('/units', words.units.title);

  const unit = page.locator(`tr[data-unit="${await worstUnit(page)}"]`).getByRole('link');
  const name = await unit.innerText();
  await follow(page, unit);
  await reached('/units', name);

  await follow(page, page.locator('.patterns').getByRole('link').first());
  await reached('/lines', words.lines.title.agreement_bypassed);

  await follow(page, page.locator('tbody th').getByRole('link').first());
  await page.waitForURL(/\/verdict\?/);
  await settled(page);
}

async function proof(page, words) {
  await page.locator('.source-box').waitFor();
  assert.match(await page.locator('.verdict-rule').innerText(), new RegExp(words.verdict.outcome.BREACH));
  assert.match(await page.locator('h1').innerText(), /\S+ .+\.$/);
  const marked = page.locator('.source-box .marked');
  assert.ok(await marked.count() > 0, 'a place in the source document is marked');
  const chips = page.locator('.places button strong');
  const texts = await marked.allInnerTexts();
  for (const value of await chips.allInnerTexts()) {
    // A party is compared by its canonical id; a document writes the scheme beside the number.
    const written = value.replace(/^\d{4}:/, '');
    assert.ok(texts.some((text) => text.includes(written)), `${value} stands in what is marked: ${texts.join(' / ')}`);
  }
  const seen = await page.evaluate(() => {
    const box = document.querySelector('.source-box').getBoundingClientRect();
    const mark = document.querySelector('.source-box .marked').getBoundingClientRect();
    return mark.top >= box.top && mark.bottom <= box.bottom;
  });
  assert.ok(seen, 'the first marked place is scrolled into view');
}

for (const [lang, words] of [['nb', nb], ['en', en]]) {
  for (const [hand, follow] of Object.entries(kHands)) {
    test(`from the e-commerce share to the proof in the source document, ${lang}, by ${hand}`, async () => {
      const browser = await openBrowser(site.address);
      try {
        const page = await browser.context.newPage();
        const addresses = [];
        const reached = async (path, heading) => {
          await page.waitForURL((url) => url.pathname === path);
          await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
          await settled(page);
          addresses.push(page.url());
        };
        await page.goto(`${site.address}/?lang=${lang}`);
        await reached('/', words.overview.title);
        assert.equal(await page.locator('html').getAttribute('lang'), lang);
        await walk(page, words, follow, reached);
        await proof(page, words);
        for (const address of addresses.reverse()) {
          await page.goBack();
          await page.waitForURL(address);
          await settled(page);
        }
        assert.deepEqual(browser.complaints, []);
      } finally {
        await browser.close();
      }
    });
  }
}

test('a link sent by mail shows the same in another browser', async () => {
  const first = await openBrowser(site.address);
  const second = await openBrowser(site.address);
  try {
    const here = await first.context.newPage();
    await here.goto(`${site.address}/leaks?lang=nb`);
    await settled(here);
    await here.locator('.choices').getByRole('link', { name: nb.leaks.groups.supplier, exact: true }).click();
    await here.waitForURL(/group=supplier/);
    await settled(here);
    const there = await second.context.newPage();
    await there.goto(here.url());
    await settled(there);
    assert.equal(await there.locator('main').innerText(), await here.locator('main').innerText());
    assert.equal(there.url(), here.url());
  } finally {
    await first.close();
    await second.close();
  }
});
