// Pictures of every page in three widths, two languages, light and dark, to be looked at. They prove nothing by
// themselves; node screenshots.mjs [folder].
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openBrowser, settled } from './support/browser.mjs';
import { pagesOf } from './support/pages.mjs';
import { server } from './support/server.mjs';

const kWidths = [390, 820, 1440];

const folder = process.argv[2] ?? fileURLToPath(new URL('../../build/screenshots', import.meta.url));
const only = process.argv[3]?.split(',');
await mkdir(folder, { recursive: true });
const { address, close } = await server();
const pages = Object.entries(await pagesOf(address)).filter(([name]) => !only || only.includes(name));
for (const colorScheme of ['light', 'dark']) {
  const browser = await openBrowser(address, { colorScheme });
  const page = await browser.context.newPage();
  for (const width of kWidths) {
    await page.setViewportSize({ width, height: 900 });
    for (const lang of ['nb', 'en']) {
      for (const [name, path] of pages) {
        await page.goto(`${address}${path}&lang=${lang}`);
        await settled(page);
        if (await page.locator('.chart-ground').count()) await page.locator('.chart-ground svg').first().waitFor();
        await page.screenshot({ path: `${folder}/${name}-${width}-${lang}-${colorScheme}.png`, fullPage: true });
      }
    }
  }
  for (const complaint of browser.complaints) console.log(complaint);
  await browser.close();
}
await close();
