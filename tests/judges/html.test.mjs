// The markup is what its language says it is: HTML, SVG and CSS by the Nu checker, JSON by a parser.
// Leaves what pages name to links.test.mjs.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { read as readHtml, textOf } from './lib/html.mjs';
import { expectedTypes, files, pages, read, root, settings } from './lib/site.mjs';
import { none, some } from './lib/verdict.mjs';

/** Messages that are not faults, each with its reason. Everything else the checker says, warnings too, is one. */
const ACCEPTED = [
  [/^CSS: Unrecognized at-rule “@(container|view-transition|starting-style|property)”/, 'CSS that the checker does not know yet'],
  [/^Trailing slash on void elements/, 'a matter of taste, and what CommonMark writers emit'],
];

test('the site has a page of every type in every language', () => {
  const present = new Set(pages.map(({ lang, type }) => `${lang} ${type}`));
  const wanted = settings.languages.flatMap((lang) => expectedTypes.map((type) => `${lang} ${type}`));
  none(wanted.filter((key) => !present.has(key)));
  assert.ok(files.includes('404.html'), 'there is no 404.html');
});

test('every page, drawing and style sheet is valid', () => {
  some(pages, 'page');
  const judged = files.filter((file) => /\.(html|svg|css)$/.test(file));
  const { messages, checked } = checker(judged);
  assert.equal(checked, true, 'the checker did not finish');
  const faults = messages.filter(({ type, subType, message }) =>
    (type !== 'info' || subType === 'warning') && !ACCEPTED.some(([pattern]) => pattern.test(message)));
  none(faults.map(({ url, lastLine, lastColumn, message, extract }) =>
    `${url ? path.relative(root, fileURLToPath(url)) : '?'}:${lastLine ?? ''}:${lastColumn ?? ''} ${message} ${JSON.stringify(extract ?? '')}`));
});

test('every page is UTF-8 in composed form without a byte order mark', () => {
  none(files.filter((file) => /\.(html|xml|json|txt|csv|ics|svg)$/.test(file)).flatMap((file) => {
    const bytes = read(file);
    const text = bytes.toString('utf8');
    // A table for Excel may open with a byte order mark: without it Excel reads UTF-8 as something else.
    const marked = text.startsWith('\uFEFF') && !file.endsWith('.csv');
    return [
      ...(Buffer.from(text, 'utf8').equals(bytes) ? [] : [`${file} is not UTF-8`]),
      ...(marked ? [`${file} opens with a byte order mark`] : []),
      ...(text.normalize('NFC') === text ? [] : [`${file} holds text that is not NFC`]),
      ...(text.includes('\uFFFD') ? [`${file} holds a replacement character`] : []),
    ];
  }));
});

test('no page shows what a template left behind', () => {
  const leftover = /\{\{|\{%|%\}|\[object Object\]|\bundefined\b|\bNaN\b|\bNone\b(?=<)|>\s*null\s*</;
  none(pages.flatMap(({ file, html }) => {
    const prose = html.replace(/<(script|style|pre|code)\b[\s\S]*?<\/\1>/gi, '');
    const at = prose.search(leftover);
    return at < 0 ? [] : [`${file}: ${JSON.stringify(prose.slice(Math.max(0, at - 30), at + 40))}`];
  }));
});

test('every JSON file and every JSON block in a page can be read', () => {
  const blocks = pages.flatMap((page) => readHtml(page).elements
    .filter(({ name, attrs }) => name === 'script' && /json/.test(attrs.type ?? ''))
    .map(({ node }) => [page.file, textOf(node)]));
  const sources = files.filter((file) => /\.(json|geojson)$/.test(file)).map((file) => [file, read(file).toString('utf8')]);
  some(sources, 'JSON file');
  none([...sources, ...blocks].flatMap(([file, text]) => {
    try {
      JSON.parse(text);
      return [];
    } catch (error) {
      return [`${file}: ${error.message}`];
    }
  }));
});

/** One run of the checker over all files: starting it costs more than a hundred pages do. */
function checker(names) {
  const jar = fileURLToPath(new URL('node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-vnu-'));
  const list = path.join(folder, 'arguments');
  const output = path.join(folder, 'messages.json');
  try {
    // A command line has a limit, an argument file has none.
    // Five times as fast as Java's defaults, which are made for servers that run for days.
    const quoted = ['-Xss2m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-jar', jar, '--format', 'json', '--stdout', '--exit-zero-always', '--no-langdetect', '--also-check-css',
      '--also-check-svg', ...names.map((name) => path.join(root, name))].map((word) => `"${word.replace(/[\\"]/g, '\\$&')}"`);
    fs.writeFileSync(list, quoted.join('\n'));
    const out = fs.openSync(output, 'w');
    const run = spawnSync(process.env.JAVA ?? 'java', [`@${list}`], { stdio: ['ignore', out, 'pipe'], timeout: 600_000 });
    fs.closeSync(out);
    assert.equal(run.error, undefined, `the checker could not run: ${run.error?.message}`);
    assert.equal(run.status, 0, `the checker failed: ${run.stderr}`);
    const { messages } = JSON.parse(fs.readFileSync(output, 'utf8'));
    return { messages, checked: !messages.some(({ type }) => type === 'non-document-error') };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
