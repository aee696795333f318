// Chromium for the judges, without anything that would make it speak to the network by itself.

import { chromium } from 'playwright-core';

/** Milliseconds after which one step on a page has failed. */
const PATIENCE = 20_000;

/** Tabs of a tour that are open at once: more only wait for each other on a machine of two cores. */
const TABS = 2;

/** Starts the browser at CHROMIUM, by default Debian's; `extra` are further command-line switches. */
export async function launch(extra = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--disable-sync',
      '--disable-component-update', '--disable-quic', '--disable-dev-shm-usage', '--force-color-profile=srgb', ...extra,
    ],
  });
}

/**
 * Opens each page in turn and gathers what `look(tab, page, heard)` returns for it, in the order of the pages.
 *
 * A few tabs go through all pages, as a context for each page would take most of the time. `heard` is what the tab did for this page:
 * `requests` and `responses` as they came, `errors` of scripts and of the console as words. `prepare(tab)` runs once for each tab;
 * `address(page)` names the address to open.
 */
export async function tour(browser, { pages, address, look, prepare, ...options }) {
  const results = new Array(pages.length);
  let next = 0;
  const walk = () => visit(browser, options, async (tab) => {
    const heard = listen(tab);
    await prepare?.(tab);
    while (next < pages.length) {
      const at = next;
      next += 1;
      heard.clear();
      await tab.goto(address(pages[at]), { waitUntil: 'load' });
      results[at] = await look(tab, pages[at], heard);
    }
  });
  await Promise.all(Array.from({ length: Math.min(TABS, pages.length) }, walk));
  return results;
}

/** Opens one tab in a context of its own, hands it to `work`, and closes it whatever happens. */
export async function visit(browser, options, work) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(PATIENCE);
  try {
    return await work(await context.newPage());
  } finally {
    await context.close();
  }
}

function listen(tab) {
  const heard = {
    requests: [],
    responses: [],
    errors: [],
    clear: () => [heard.requests, heard.responses, heard.errors].forEach((list) => list.splice(0)),
  };
  tab.on('request', (request) => heard.requests.push(request.url()));
  tab.on('response', (response) => heard.responses.push({ url: response.url(), status: response.status() }));
  tab.on('pageerror', (error) => heard.errors.push(`script error: ${error.message}`));
  tab.on('console', (message) => message.type() === 'error' && heard.errors.push(`console: ${message.text()}`));
  return heard;
}
