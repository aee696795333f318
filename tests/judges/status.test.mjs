// When the nightly job is dead, the reader's browser says so: on every page but the landing pages, which are one request.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, tour } from './lib/browser.mjs';
import { read } from './lib/html.mjs';
import { serve } from './lib/serve.mjs';
import { pages, read as bytesOf, samples, settings } from './lib/site.mjs';
import { none, some } from './lib/verdict.mjs';

const NOTICE = '[data-stale-notice], #stale-notice';

/** Milliseconds in which a notice that is due has come. */
const DUE = 3_000;

const { checked, release } = JSON.parse(bytesOf('status.json').toString('utf8'));
const chosen = samples(({ type }) => !['landing', '404'].includes(type));
const homes = chosen.filter(({ type }) => type === 'home');

let server;
let browser;

before(async () => {
  server = await serve();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

test('status.json says which release it is and on which day it was checked', () => {
  assert.match(checked, /^\d{4}-\d\d-\d\d$/);
  assert.ok(release, 'there is no release');
});

test('every page but the landing pages carries the notice, hidden', () => {
  const bearing = ({ attrs }) => attrs['data-stale-notice'] !== undefined || attrs.id === 'stale-notice';
  none(pages.filter((page) => !page.redirects && page.type !== '404').flatMap((page) => {
    const notices = read(page).elements.filter(bearing);
    if (page.type === 'landing') return notices.length === 0 ? [] : [`${page.file} has a notice that it cannot fill`];
    if (notices.length !== 1) return [`${page.file} has ${notices.length} notices`];
    return notices[0].attrs.hidden === undefined ? [`${page.file} shows the notice from the start`] : [];
  }));
});

test('the notice stays hidden as long as the last check is within stale_after', async () => {
  none(await at(settings.staleAfter, { look: staysHidden }));
});

test('the notice shows on the first day after that', async () => {
  none(await at(settings.staleAfter + 1, { look: appears }));
});

test('the notice shows a year later, with words in it', async () => {
  const look = async (tab, page) => {
    const late = await appears(tab, page);
    if (late.length > 0) return late;
    const text = await tab.locator(NOTICE).first().innerText();
    return text.trim().split(/\s+/).length >= 4 ? [] : [`${page.url} shows an empty notice`];
  };
  none(await at(365, { pages: homes, look }));
});

test('the notice stays hidden where status.json cannot be read', async () => {
  const status = { status: 200, contentType: 'text/html', body: '<p>the login page of some hotel</p>' };
  none(await at(365, { pages: homes, look: staysHidden, status }));
});

async function appears(tab, page) {
  const shown = await tab.locator(NOTICE).first().waitFor({ state: 'visible', timeout: DUE }).then(() => true, () => false);
  return shown ? [] : [`${page.url} shows no notice`];
}

async function staysHidden(tab, page, { responses }) {
  // Given up after a second: that the page asks at all is for the tests in which the notice must show.
  for (let wait = 0; wait < 20 && !responses.some(({ url }) => url.includes('/status.json')); wait += 1) await tab.waitForTimeout(50);
  await tab.waitForTimeout(100);
  return (await tab.locator(NOTICE).filter({ visible: true }).count()) > 0 ? [`${page.url} shows the notice`] : [];
}

/** Opens pages at noon, a number of days after the last check, and gathers what `look` returns and what scripts throw. */
async function at(days, { pages: wanted = chosen, look, status }) {
  const noon = new Date(`${checked}T05:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() + days);
  const day = noon.toISOString().slice(0, 10);
  const prepare = async (tab) => {
    await tab.clock.setFixedTime(noon);
    // A sample's pages carry their own day instead of the clock's; that day is moved too.
    await tab.route((url) => url.pathname.endsWith('/'), async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/(<html[^>]*\sdata-now=["']?)\d{4}-\d\d-\d\d/i, `$1${day}`);
      await route.fulfill({ response, body });
    });
    if (status) await tab.route((url) => url.pathname.endsWith('/status.json'), (route) => route.fulfill(status));
  };
  const found = await tour(browser, {
    pages: some(wanted, 'page'),
    address: (page) => server.origin + page.url,
    timezoneId: settings.timezone,
    prepare,
    look: async (tab, page, heard) => [...await look(tab, page, heard), ...heard.errors.map((error) => `${page.url}: ${error}`)],
  });
  return found.flat();
}
