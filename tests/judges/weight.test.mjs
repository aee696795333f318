// A landing page fits in the first congestion window and is all in one file.

import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { read } from './lib/html.mjs';
import { pages, read as bytesOf } from './lib/site.mjs';
import { none, some } from './lib/verdict.mjs';

/** Ten segments of 1,460 bytes, less a little for the head of the answer (RFC 6928): 14 KB. */
const BUDGET = 14_336;

/** What hosts do by default; a page that fits only at level 9 does not fit. */
const LEVEL = 6;

const landing = pages.filter(({ type }) => type === 'landing');

test('every landing page is at most 14,336 bytes compressed', (t) => {
  some(landing, 'landing page');
  const sizes = landing.map(({ file }) => ({ file, size: gzipSync(bytesOf(file), { level: LEVEL }).length })).sort((a, b) => b.size - a.size);
  t.diagnostic(`largest: ${sizes[0].file}, ${sizes[0].size} bytes; ${landing.length} landing pages`);
  none(sizes.filter(({ size }) => size > BUDGET).map(({ file, size }) => `${file}: ${size} bytes, ${size - BUDGET} too many`));
});

test('every landing page carries all it needs within itself', () => {
  none(some(landing, 'landing page').flatMap((page) => read(page).links
    .filter(({ href, loads }) => loads && !href.startsWith('data:') && !href.startsWith('#'))
    .map(({ name, attribute, href }) => `${page.file}: <${name} ${attribute}="${href}">`)));
});
