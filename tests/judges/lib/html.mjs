// What a page says about itself and names: read from its markup with the parser that browsers follow, without running it.

import { parse } from 'parse5';

const cache = new Map();

/** Reads a page once: `{ elements, ids, lang, canonical, alternates, noindex, links }`. */
export function read(page) {
  if (!cache.has(page.file)) cache.set(page.file, summarize(page.html));
  return cache.get(page.file);
}

/** Text of an element and of all that stands in it. */
export function textOf(element) {
  if (element.nodeName === '#text') return element.value;
  return (element.childNodes ?? []).map(textOf).join('');
}

function summarize(html) {
  const elements = [];
  collect(parse(html), elements);
  const named = (name) => elements.filter((element) => element.name === name);
  const rels = named('link').map(({ attrs }) => ({ ...attrs, rel: (attrs.rel ?? '').toLowerCase().split(/\s+/) }));
  return {
    elements,
    ids: new Set(elements.flatMap(({ name, attrs }) => [attrs.id, name === 'a' ? attrs.name : undefined]).filter(Boolean)),
    lang: named('html')[0]?.attrs.lang,
    canonical: rels.filter(({ rel }) => rel.includes('canonical')).map(({ href }) => href),
    alternates: rels.filter(({ rel, hreflang }) => rel.includes('alternate') && hreflang !== undefined),
    noindex: named('meta').some(({ attrs }) => attrs.name?.toLowerCase() === 'robots' && /noindex|none/i.test(attrs.content ?? '')),
    links: elements.flatMap(linksOf),
  };
}

function collect(node, elements) {
  if (node.tagName) {
    const attrs = Object.fromEntries(node.attrs.map(({ prefix, name, value }) => [prefix ? `${prefix}:${name}` : name, value]));
    elements.push({ name: node.tagName, attrs, node });
  }
  for (const child of node.childNodes ?? []) collect(child, elements);
  if (node.content) collect(node.content, elements);
}

/** Every address that an element names: `{ name, attribute, href, loads }`; `loads` where the browser fetches it unasked. */
function linksOf({ name, attrs, node }) {
  const found = [];
  const add = (attribute, href, loads) => href !== undefined && found.push({ name, attribute, href: href.trim(), loads });
  if (['a', 'area'].includes(name)) add('href', attrs.href, false);
  if (name === 'link') add('href', attrs.href, !/\b(alternate|canonical|next|prev|license|author|help|search|me)\b/i.test(attrs.rel ?? ''));
  if (['use', 'image'].includes(name)) add('href', attrs.href ?? attrs['xlink:href'], true);
  if (['img', 'script', 'source', 'iframe', 'embed', 'audio', 'video', 'track', 'input', 'frame'].includes(name)) add('src', attrs.src, true);
  if (name === 'object') add('data', attrs.data, true);
  if (name === 'video') add('poster', attrs.poster, true);
  if (name === 'form') add('action', attrs.action, false);
  if (attrs.formaction !== undefined) add('formaction', attrs.formaction, false);
  if (attrs.ping !== undefined) add('ping', attrs.ping, true);
  if (attrs.cite !== undefined) add('cite', attrs.cite, false);
  for (const candidate of (attrs.srcset ?? '').split(/,\s+/)) if (candidate.trim()) add('srcset', candidate.trim().split(/\s+/)[0], true);
  if (name === 'meta' && attrs['http-equiv']?.toLowerCase() === 'refresh') add('content', attrs.content?.match(/url=['"]?([^'"]*)/i)?.[1], false);
  if (name === 'meta' && /^(og:(url|image)|twitter:image)$/.test(attrs.property ?? attrs.name ?? '')) add('content', attrs.content, false);
  if (name === 'style') for (const href of styleAddresses(textOf(node))) add('style', href, true);
  if (attrs.style !== undefined) for (const href of styleAddresses(attrs.style)) add('style', href, true);
  return found;
}

/** The addresses that a stylesheet would fetch. */
export function styleAddresses(css) {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, '');
  const urls = [...bare.matchAll(/url\(\s*(["']?)(.*?)\1\s*\)/gi)].map((match) => match[2]);
  const imports = [...bare.matchAll(/@import\s+(["'])(.*?)\1/gi)].map((match) => match[2]);
  return [...urls, ...imports];
}
