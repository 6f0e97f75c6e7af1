// Goal: every page keeps WCAG 2.2 AA as far as a machine can tell, in light and dark, and never scrolls sideways as a whole.
// Method: axe-core over each page; the width of the document against the window's at three widths.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFile } from 'node:fs/promises';
import { openBrowser, packages, settled } from './support/browser.mjs';
import { pagesOf } from './support/pages.mjs';
import { server } from './support/server.mjs';

const kTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const kWidths = [360, 820, 1440];

let site;
let pages;
let axe;

before(async () => {
  site = await server();
  pages = await pagesOf(site.address);
  axe = await readFile(packages.resolve('axe-core/axe.min.js'), 'utf8');
});
after(() => site.close());

async function violations(page) {
  // Evaluated by the debugger, not by a script element: the content policy stays as it is.
  await page.evaluate(axe);
  const result = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), kTags);
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(' | ')}`);
}

for (const colorScheme of ['light', 'dark']) {
  test(`no page has an accessibility violation, ${colorScheme}`, async () => {
    const browser = await openBrowser(site.address, { colorScheme });
    try {
      const page = await browser.context.newPage();
      const found = {};
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(`${site.address}${path}&lang=nb`);
        await settled(page);
        const broken = await violations(page);
        if (broken.length) found[name] = broken;
      }
      assert.deepEqual(found, {});
      assert.deepEqual(browser.complaints, []);
    } finally {
      await browser.close();
    }
  });
}

test('no page is wider than its window', async () => {
  const browser = await openBrowser(site.address);
  try {
    const page = await browser.context.newPage();
    for (const width of kWidths) {
      await page.setViewportSize({ width, height: 800 });
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(`${site.address}${path}&lang=nb`);
        await settled(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${name} is ${wide} wide in a window of ${width}`);
      }
    }
  } finally {
    await browser.close();
  }
});
