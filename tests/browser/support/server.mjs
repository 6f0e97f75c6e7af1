// What the tests look at: the address in PROCURED_DASHBOARD_URL (a real daemon), else the mock with the built dashboard.
import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startMock } from '../mock_api.mjs';

export const kBuilt = process.env.PROCURED_DASHBOARD ?? fileURLToPath(new URL('../../../build/dashboard', import.meta.url));

export async function server(options = {}) {
  const given = process.env.PROCURED_DASHBOARD_URL;
  if (given) return { address: given.replace(/\/+$/, ''), close: async () => {} };
  await access(`${kBuilt}/index.html`).catch(() => {
    throw new Error(`there is no built dashboard in ${kBuilt}; ./dev build makes it`);
  });
  return startMock({ root: kBuilt, ...options });
}
