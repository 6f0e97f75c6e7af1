// Chromium of the distribution, with a fresh profile, that may talk to our own origin only and must not complain.
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// The packages are the dashboard's, pinned in its lock file.
export const packages = createRequire(new URL('../../../daemon/dashboard/package.json', import.meta.url));
const { chromium } = packages('playwright-core');

const kArguments = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** A browser whose pages collect what must not happen: console errors and requests to another origin. */
export async function openBrowser(origin, options = {}) {
  const profile = await mkdtemp(join(tmpdir(), 'procured-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.PROCURED_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: kArguments,
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Oslo',
    ...options,
  });
  const complaints = [];
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(`error: ${error.error()}`));
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith('blob:')) complaints.push(`foreign request: ${url}`);
  });
  const close = async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  };
  return { context, complaints, close };
}

/** Waits until the page has its data and is drawn. */
export async function settled(page) {
  await page.locator('.page[aria-busy="false"] h1').first().waitFor({ state: 'attached' });
  await page.locator('.page .ds-skeleton').waitFor({ state: 'detached' });
}
