// Nothing stands between the resident and the answer: no third party, no script that must run, no second request for a landing page.

import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch, tour, visit } from './lib/browser.mjs';
import { read, styleAddresses } from './lib/html.mjs';
import { nowhere, serve } from './lib/serve.mjs';
import { fileFor, files, pageIn, pages, read as bytesOf, root, samples, settings } from './lib/site.mjs';
import { none, some } from './lib/verdict.mjs';

/** Words that only scripts may add (today, open now, days ago): a page with more new ones keeps its answer in a script. */
const WORDS_BY_SCRIPT = 25;

/** Milliseconds after the page is there in which its scripts have asked for all that they ask for. */
const SETTLED = 200;

let server;
let browser;

/** One visit per type and language, with scripts and without: `{ page, said, requests, responses, errors }`. */
let scripted;
let plain;

before(async () => {
  server = await serve();
  browser = await launch();
  const look = async (tab, page, { requests, responses, errors }) => {
    await tab.waitForTimeout(SETTLED);
    return { page, said: await words(tab), requests: [...requests], responses: [...responses], errors: [...errors] };
  };
  const trip = { pages: some(samples(), 'page'), address: (page) => server.origin + page.url, look };
  scripted = await tour(browser, { ...trip, prepare: shutIn });
  plain = await tour(browser, { ...trip, javaScriptEnabled: false });
});

after(async () => {
  await browser?.close();
  await server?.close();
});

test('no page and no style sheet names a file on another host', () => {
  const foreign = (href) => /^(https?:)?\/\//i.test(href) && !href.startsWith(settings.baseUrl);
  const inPages = some(pages, 'page').flatMap((page) => read(page).links
    .filter(({ href, loads }) => loads && foreign(href)).map(({ name, href }) => `${page.file}: <${name}> ${href}`));
  const inStyles = files.filter((file) => /\.(css|svg)$/.test(file))
    .flatMap((file) => styleAddresses(bytesOf(file).toString('utf8')).filter(foreign).map((href) => `${file}: ${href}`));
  none([...inPages, ...inStyles]);
});

test('no page asks for a web font, a cookie or storage, or sends anything', () => {
  const forbidden = /@font-face|document\.cookie|\b(local|session)Storage\b|indexedDB|sendBeacon|WebSocket|EventSource|XMLHttpRequest|serviceWorker|<form[^>]+method=["']?post/i;
  const texts = [...pages.map(({ file, html }) => [file, html]), ...files.filter((file) => /\.(css|js|mjs)$/.test(file)).map((file) => [file, bytesOf(file).toString('utf8')])];
  none(texts.flatMap(([file, text]) => (forbidden.test(text) ? [`${file}: ${text.match(forbidden)[0]}`] : [])));
});

test('a page of each type asks only its own host, and all it asks for is there', () => {
  none(scripted.flatMap(({ page, requests, responses, errors }) => [
    ...requests.filter((url) => !url.startsWith(server.origin) && !url.startsWith('data:')).map((url) => `${page.url} asks for ${url}`),
    ...responses.filter(({ url, status }) => status >= 400).map(({ url, status }) => `${page.url} asks for ${url}, answered ${status}`),
    ...errors.map((error) => `${page.url}: ${error}`),
  ]));
});

test('a page says the same with scripts and without', () => {
  none(scripted.flatMap(({ page, said }, at) => {
    const lost = missingFrom(said, plain[at].said);
    const added = [...new Set(missingFrom(plain[at].said, said))];
    return [
      ...(lost.length > 0 ? [`${page.url} loses with scripts: ${lost.slice(0, 12).join(' ')}`] : []),
      ...(added.length > WORDS_BY_SCRIPT ? [`${page.url} shows only with scripts: ${added.slice(0, 12).join(' ')} …`] : []),
    ];
  }));
});

test('a landing page is one request', async () => {
  const problems = [];
  for (const page of some(samples(({ type }) => type === 'landing'), 'landing page')) {
    server.log.length = 0;
    await visit(browser, {}, async (tab) => {
      await tab.goto(server.origin + page.url, { waitUntil: 'load' });
      await tab.waitForTimeout(SETTLED);
    });
    // Browsers ask for the icon on their own account, after the page and apart from it.
    const asked = server.log.filter((name) => !name.endsWith('/favicon.ico'));
    if (asked.length !== 1) problems.push(`${page.url}: ${asked.join(' ')}`);
  }
  none(problems);
});

test('a landing page answers from a file, without any host', async () => {
  const problems = [];
  for (const page of some(samples(({ type }) => type === 'landing'), 'landing page')) {
    await visit(browser, {}, async (tab) => {
      const asked = [];
      tab.on('request', (request) => asked.push(request.url()));
      tab.on('pageerror', (error) => problems.push(`${page.file}: script error: ${error.message}`));
      await tab.goto(pathToFileURL(path.join(root, page.file)).href, { waitUntil: 'load' });
      if (asked.length !== 1) problems.push(`${page.file} asks for ${asked.slice(1).join(' ')}`);
      if (!(await tab.locator('h1').first().isVisible())) problems.push(`${page.file} shows no heading`);
    });
  }
  none(problems);
});

test('a landing page without scripts has a heading, words, and a number to call or a place to go', async () => {
  const problems = [];
  for (const page of some(samples(({ type }) => type === 'landing'), 'landing page')) {
    await visit(browser, { javaScriptEnabled: false }, async (tab) => {
      await tab.goto(server.origin + page.url);
      if (!(await tab.locator('h1').first().isVisible())) problems.push(`${page.url} shows no heading`);
      const ways = await tab.locator('main a[href]:visible').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      if (!ways.some((href) => /^tel:\+?[0-9]{3,}/.test(href) || isPoint(href, page))) {
        problems.push(`${page.url} shows neither a phone number nor another point`);
      }
      if ((await words(tab)).length < 15) problems.push(`${page.url} says next to nothing`);
    });
  }
  none(problems);
});

test('an address that no page has is answered with the page that says so, in full', async () => {
  await visit(browser, {}, async (tab) => {
    const failed = [];
    tab.on('response', (response) => response.status() >= 400 && failed.push(response.url()));
    const response = await tab.goto(server.origin + nowhere, { waitUntil: 'networkidle' });
    assert.equal(response.status(), 404);
    assert.deepEqual(failed, [server.origin + nowhere]);
    assert.ok(await tab.locator(`a[href="${settings.basePath}"]`).first().isVisible(), 'the page offers no way to the home page');
  });
});

/** Whether a link leads to a landing page other than the one it stands on. */
function isPoint(href, page) {
  const target = href.startsWith('/') ? pageIn(fileFor(href).file) : undefined;
  return target?.type === 'landing' && target !== page;
}

/** Stops requests to other hosts before they leave; they are heard all the same. */
function shutIn(tab) {
  return tab.route((url) => url.origin !== server.origin, (route) => route.abort());
}

/** The words that a reader sees on the page, less those that stand in for scripts, and the days of tiles, which scripts move on. */
async function words(tab) {
  const text = await tab.evaluate(() => {
    const main = document.querySelector('main') ?? document.body;
    const shown = [...main.querySelectorAll('noscript, .tile')].filter((element) => getComputedStyle(element).display !== 'none');
    const aside = shown.map((element) => element.innerText).join(' ');
    return { text: main.innerText, aside };
  });
  const split = (string) => string.normalize('NFC').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return missingFrom(split(text.aside), split(text.text));
}

/** The words of `whole` that `part` has no or too few of. */
function missingFrom(part, whole) {
  const counts = new Map();
  for (const word of part) counts.set(word, (counts.get(word) ?? 0) + 1);
  return whole.filter((word) => {
    const left = counts.get(word) ?? 0;
    counts.set(word, left - 1);
    return left <= 0;
  });
}
