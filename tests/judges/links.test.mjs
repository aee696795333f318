// Everything a page, the sitemap, the feeds and robots.txt name is there, and languages name each other.
// Looks at every page; needs no browser.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { read, styleAddresses } from './lib/html.mjs';
import { fileFor, files, pageIn, pages, read as bytesOf, settings } from './lib/site.mjs';
import { none, some } from './lib/verdict.mjs';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  isArray: (name) => ['url', 'entry', 'link', 'xhtml:link', 'author'].includes(name),
});

test('every internal link resolves to a file of the site, and its anchor is there', () => {
  none(some(pages, 'page').flatMap((page) => read(page).links.flatMap(({ name, attribute, href }) => {
    const reason = wrong(href, page);
    return reason ? [`${page.file}: <${name} ${attribute}="${href}"> ${reason}`] : [];
  })));
});

test('every address in a style sheet resolves', () => {
  none(files.filter((file) => file.endsWith('.css')).flatMap((file) => styleAddresses(bytesOf(file).toString('utf8')).flatMap((href) => {
    if (href.startsWith('data:') || href.startsWith('#')) return [];
    const { reason } = fileFor(new URL(href, `${settings.baseUrl}${file}`).pathname);
    return reason ? [`${file}: ${href} ${reason}`] : [];
  })));
});

test('no id stands twice on a page', () => {
  none(pages.flatMap((page) => {
    const ids = read(page).elements.map(({ attrs }) => attrs.id).filter((id) => id !== undefined);
    return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))].map((id) => `${page.file}: ${id}`);
  }));
});

test('every page can be reached from a home page by links', () => {
  const reached = new Set();
  const waiting = pages.filter(({ type }) => type === 'home');
  while (waiting.length > 0) {
    const page = waiting.pop();
    if (reached.has(page.file)) continue;
    reached.add(page.file);
    for (const { name, href } of read(page).links) {
      const target = name === 'a' ? targetOf(href, page) : undefined;
      const next = target && pageIn(fileFor(target.pathname).file);
      if (next) waiting.push(next);
    }
  }
  // Landing pages are reached from paper, dead codes from old links, a past day from its address; none is for search engines alone.
  const apart = (page) => ['landing', '404', 'day'].includes(page.type) || page.redirects || read(page).noindex;
  none(pages.filter((page) => !reached.has(page.file) && !apart(page)).map(({ file }) => file));
});

test('every page says its language', () => {
  none(pages.flatMap((page) => (read(page).lang === page.lang ? [] : [`${page.file}: lang is ${read(page).lang}, not ${page.lang}`])));
});

test('every page for search engines names one canonical address, which is itself a page', () => {
  none(pages.filter((page) => page.type !== '404' && !read(page).noindex).flatMap((page) => {
    const { canonical } = read(page);
    if (canonical.length !== 1) return [`${page.file} names ${canonical.length} canonical addresses`];
    const target = absolute(canonical[0]);
    if (!target) return [`${page.file}: canonical ${canonical[0]} is not a page of ${settings.baseUrl}`];
    if (read(target).noindex) return [`${page.file}: canonical ${canonical[0]} is not for search engines`];
    if (read(target).canonical[0] !== canonical[0]) return [`${page.file}: canonical ${canonical[0]} names another in turn`];
    return [];
  }));
});

test('translations name each other, themselves, and no borrowed text', () => {
  none(pages.flatMap((page) => {
    const { alternates } = read(page);
    if (alternates.length === 0) return [];
    const tags = alternates.map(({ hreflang }) => hreflang);
    const problems = [];
    if (new Set(tags).size !== tags.length) problems.push(`${page.file} names a language twice`);
    if (!alternates.some(({ href, hreflang }) => hreflang === page.lang && absolute(href) === page)) problems.push(`${page.file} does not name itself`);
    for (const { href, hreflang } of alternates) {
      const target = absolute(href);
      if (!target) problems.push(`${page.file}: ${hreflang} ${href} is not a page of the site`);
      else if (hreflang !== 'x-default' && target.lang !== hreflang) problems.push(`${page.file}: ${href} is not in ${hreflang}`);
      else if (read(target).noindex || isBorrowed(target)) problems.push(`${page.file}: ${href} is not a translation of its own`);
      else if (!read(target).alternates.some((back) => absolute(back.href) === page)) problems.push(`${target.file} does not name ${page.file} in return`);
    }
    return problems;
  }));
});

test('a page with borrowed text is canonical to its source, names no translations, and marks the language of the text', () => {
  none(pages.filter(isBorrowed).flatMap((page) => {
    const { alternates, elements } = read(page);
    const borrowed = elements.some(({ name, attrs }) => name !== 'html' && name !== 'a' && name !== 'link' && attrs.lang && attrs.lang !== page.lang);
    return [
      ...(alternates.length > 0 ? [`${page.file} names translations`] : []),
      ...(borrowed ? [] : [`${page.file} marks no part as being in another language`]),
    ];
  }));
});

test('the sitemap lists every page that is for search engines, and no other', () => {
  const listed = sitemap();
  const wanted = pages.filter((page) => page.type !== '404' && !page.redirects && !read(page).noindex && !isBorrowed(page));
  const known = new Set(listed.map(({ loc }) => absolute(loc)));
  none([
    ...some(listed, 'address in the sitemap').flatMap(({ loc }) => {
      const page = absolute(loc);
      if (!page) return [`${loc} is not a page of the site`];
      if (read(page).noindex) return [`${loc} is not for search engines`];
      return isBorrowed(page) ? [`${loc} is borrowed text`] : [];
    }),
    ...listed.map(({ loc }) => loc).filter((loc, at, all) => all.indexOf(loc) !== at).map((loc) => `${loc} stands twice`),
    ...wanted.filter((page) => !known.has(page)).map(({ file }) => `${file} is missing`),
  ]);
});

test('every date in the sitemap is a date, and every alternate a page', () => {
  none(sitemap().flatMap(({ loc, lastmod, 'xhtml:link': alternates = [] }) => [
    ...(lastmod === undefined || /^\d{4}-\d\d-\d\d(T\S+)?$/.test(lastmod) ? [] : [`${loc}: ${lastmod}`]),
    ...alternates.filter((link) => !absolute(link['@href'])).map((link) => `${loc}: ${link['@href']}`),
  ]));
});

test('every feed is sound Atom and its links resolve', () => {
  const feeds = some(files.filter((file) => file.endsWith('feed.xml')), 'feed');
  none(settings.languages.map((lang, at) => `${at === 0 ? '' : `${lang}/`}directives/feed.xml`).filter((file) => !feeds.includes(file)).map((file) => `${file} is missing`));
  none(feeds.flatMap((file) => faultsOfFeed(file).map((fault) => `${file}: ${fault}`)));
});

test('robots.txt names the sitemap and shuts nobody out', () => {
  const robots = bytesOf('robots.txt').toString('utf8');
  const lines = robots.split('\n').map((line) => line.trim());
  assert.ok(lines.includes(`Sitemap: ${settings.baseUrl}sitemap.xml`), robots);
  assert.ok(!lines.some((line) => /^Disallow:\s*\/$/i.test(line)), robots);
});

/** Why a link is wrong, or undefined. Links to elsewhere are judged by their form alone: there is no network here. */
function wrong(href, page) {
  if (/^tel:/i.test(href)) return /^tel:\+?[0-9]+$/i.test(href) ? undefined : 'is not a number that a phone can dial';
  if (/^(mailto|sms|geo|data):/i.test(href)) return undefined;
  if (/^javascript:/i.test(href)) return 'needs a script';
  if (href === '' || /\s/.test(href)) return 'is empty or holds a blank';
  const target = targetOf(href, page);
  if (target === null) return 'is not an address';
  if (target === undefined) return undefined;
  const { file, reason } = fileFor(target.pathname);
  if (reason) return reason;
  const anchor = decodeURIComponent(target.hash.slice(1)).replace(/:~:.*$/, '');
  if (anchor === '' || anchor === 'top' || !pageIn(file)) return undefined;
  return read(pageIn(file)).ids.has(anchor) ? undefined : 'names an anchor that is not there';
}

/** The address that a link leads to, where it is on this site; undefined where it leads elsewhere, null where nowhere. */
function targetOf(href, page) {
  let target;
  try {
    target = new URL(href, settings.origin + page.url);
  } catch {
    return null;
  }
  return target.origin === settings.origin ? target : undefined;
}

/** The page at an absolute address below `base_url`. */
function absolute(href) {
  if (!href?.startsWith(settings.baseUrl)) return undefined;
  return pageIn(fileFor(new URL(href).pathname).file);
}

/** A page whose canonical address is another page: its text is that page's. One that sends the reader on has no text. */
function isBorrowed(page) {
  if (page.redirects) return false;
  const { canonical } = read(page);
  return canonical.length === 1 && absolute(canonical[0]) !== page;
}

function sitemap() {
  const xml = bytesOf('sitemap.xml').toString('utf8');
  assert.equal(XMLValidator.validate(xml), true);
  const { urlset } = parser.parse(xml);
  assert.equal(urlset['@xmlns'], 'http://www.sitemaps.org/schemas/sitemap/0.9');
  return urlset.url ?? [];
}

function faultsOfFeed(file) {
  const xml = bytesOf(file).toString('utf8');
  const valid = XMLValidator.validate(xml);
  if (valid !== true) return [`${valid.err.msg}, line ${valid.err.line}`];
  const { feed } = parser.parse(xml);
  if (feed?.['@xmlns'] !== 'http://www.w3.org/2005/Atom') return ['is not Atom'];
  const entries = feed.entry ?? [];
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
  const text = (node) => (typeof node === 'object' ? node['#text'] : node) ?? '';
  const self = feed.link?.find((link) => link['@rel'] === 'self')?.['@href'];
  const ids = entries.map(({ id }) => text(id));
  return [
    ...['id', 'title', 'updated'].flatMap((name) => (text(feed[name]) === '' ? [`has no ${name}`] : [])),
    ...(self === settings.baseUrl + file ? [] : [`names itself ${self}`]),
    ...(entries.length > 0 ? [] : ['has no entry']),
    ...(new Set(ids).size === ids.length ? [] : ['has an id twice']),
    ...(feed.author || entries.every(({ author }) => author) ? [] : ['has no author']),
    ...[feed, ...entries].filter(({ updated }) => !instant.test(text(updated))).map(({ updated }) => `${text(updated)} is not an instant`),
    ...entries.flatMap(({ id, title, link }) => [
      ...(/^[a-z][a-z0-9+.-]*:/i.test(text(id)) ? [] : [`the id ${text(id)} is not an address`]),
      ...(text(title) === '' ? [`${text(id)} has no title`] : []),
      ...(link?.some((one) => absolute(one['@href'])) ? [] : [`${text(id)} links to no page of the site`]),
    ]),
  ];
}
