// Every printed code says what the ledger says, as two decoders that share no code with loa read it: zbar and ZXing.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { XMLParser } from 'fast-xml-parser';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { launch, visit } from './lib/browser.mjs';
import { currentLines, readLedger } from './lib/ledger.mjs';
import { files, pages, read, settings } from './lib/site.mjs';
import { none, some } from './lib/verdict.mjs';

/** Side of a drawing as it is rasterized, in pixels, and of the black frame around it, which stands for any dark surface. */
const SIDE = 300;
const FRAME = 20;

/** Modules of quiet zone on each side (ISO/IEC 18004). */
const QUIET = 4;

const lines = currentLines();
const pictures = files.filter((file) => /^[0-9][0-9-]*\/qr\.(png|svg)$/.test(file));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-codes-'));

/** Picture → `{ png, quiet }`: the file that decoders get, and the narrowest margin in modules. */
const rasters = new Map();

before(async () => {
  const wasmBinary = fs.readFileSync(new URL('node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', import.meta.url));
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  const browser = await launch();
  try {
    await visit(browser, {}, async (page) => {
      for (const batch of batches(pictures, 50)) await rasterize(page, batch);
    });
  } finally {
    await browser.close();
  }
});

after(() => fs.rmSync(folder, { recursive: true }));

test('every line of the ledger that is not retired has a page and both pictures', () => {
  some([...lines], 'line in the ledger');
  none([...lines.values()].flatMap(({ id, state, url }) => {
    const wanted = state === 'retired' ? [`${id}/index.html`] : [`${id}/index.html`, `${id}/qr.png`, `${id}/qr.svg`];
    const translated = settings.languages.slice(1).map((lang) => `${lang}/${id}/index.html`);
    return [...wanted, ...translated].filter((file) => !files.includes(file)).map((file) => `${url} (${state}) lacks ${file}`);
  }));
});

test('every picture of a code has a line in the ledger', () => {
  some(pictures, 'picture of a code');
  none(pictures.filter((file) => !lines.has(file.split('/')[0])));
});

test('every page whose name starts with a digit is a landing page with a line in the ledger', () => {
  const landing = some(pages.filter(({ type }) => type === 'landing'), 'landing page');
  none(landing.filter(({ file }) => !/^([a-z-]+\/)?[0-9][0-9-]*\/index\.html$/i.test(file) || !lines.has(file.split('/').at(-2))).map(({ file }) => file));
});

test('an address in a code has https in lower case, its host in upper case, and a final slash', () => {
  none(readLedger().filter(({ id, url }) => {
    const [, host, end] = url.match(/^https:\/\/([A-Z0-9.-]+)\/([0-9-]+)\/$/) ?? [];
    return host === undefined || end !== id;
  }).map(({ id, url }) => `${id}: ${url}`));
});

test('every address in a current code is on the host of the site', () => {
  none([...lines.values()].filter(({ url }) => url.split('/')[2] !== settings.codeHost).map(({ url }) => `${url} is not on ${settings.codeHost}`));
});

test('zbar reads every picture as the ledger has it', () => {
  const found = new Map();
  for (const batch of batches([...rasters.keys()], 200)) for (const [picture, texts] of zbar(batch)) found.set(picture, texts);
  none(pictures.flatMap((picture) => compare(picture, found.get(picture) ?? [])));
});

test('ZXing reads every picture as the ledger has it', async () => {
  const problems = [];
  for (const picture of pictures) {
    const results = await readBarcodes(fs.readFileSync(rasters.get(picture).png), { formats: ['QRCode'], tryHarder: true });
    problems.push(...compare(picture, results.map(({ text }) => text)));
  }
  none(problems);
});

test('every picture carries its own quiet zone of four modules', () => {
  none(pictures.filter((picture) => !(rasters.get(picture).quiet >= QUIET - 0.2)).map((picture) => `${picture}: ${rasters.get(picture).quiet} modules`));
});

test('the drawing and the pixels show the same code', () => {
  none(pictures.filter((picture) => picture.endsWith('.svg')).flatMap((picture) => {
    const other = rasters.get(picture.replace(/svg$/, 'png'));
    return other && other.modules === rasters.get(picture).modules ? [] : [`${picture} and its qr.png differ`];
  }));
});

function compare(picture, texts) {
  const wanted = lines.get(picture.split('/')[0])?.url;
  if (texts.length === 1 && texts[0] === wanted) return [];
  return [`${picture} reads as ${JSON.stringify(texts)}, the ledger has ${JSON.stringify(wanted)}`];
}

/** Draws pictures in Chromium on black, so that a code without a white margin of its own shows it. */
async function rasterize(page, batch) {
  const inputs = batch.map((picture) => ({
    picture,
    side: picture.endsWith('.svg') ? SIDE : undefined,
    href: `data:image/${picture.endsWith('.svg') ? 'svg+xml' : 'png'};base64,${read(picture).toString('base64')}`,
  }));
  const results = await page.evaluate(drawAll, { inputs, frame: FRAME });
  for (const { picture, png, quiet, modules } of results) {
    const file = path.join(folder, picture.replace('/', '-') + '.png');
    fs.writeFileSync(file, Buffer.from(png, 'base64'));
    rasters.set(picture, { png: file, quiet, modules });
  }
}

/** Runs in the page. Returns the raster, the narrowest margin in modules, and the matrix as a string of 0 and 1. */
async function drawAll({ inputs, frame }) {
  const draw = async ({ picture, href, side }) => {
    const image = new Image();
    image.src = href;
    await image.decode().catch(() => undefined);
    const width = side ?? image.naturalWidth;
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = width + 2 * frame;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.fillRect(0, 0, canvas.width, canvas.height);
    if (width > 0) context.drawImage(image, frame, frame, width, width);
    const png = canvas.toDataURL('image/png').split(',')[1];
    return { picture, png, ...measure(context.getImageData(frame, frame, Math.max(width, 1), Math.max(width, 1))) };
  };
  const measure = ({ data, width }) => {
    const dark = (x, y) => data[4 * (Math.floor(y) * width + Math.floor(x))] < 128;
    let [left, top, right, bottom] = [width, width, -1, -1];
    for (let y = 0; y < width; y += 1) {
      for (let x = 0; x < width; x += 1) {
        if (dark(x, y)) [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
      }
    }
    if (right < 0) return { quiet: 0, modules: '' };
    // The upper left finder pattern opens with seven dark modules; sizes are 17 + 4 × version.
    let run = 0;
    while (left + run < width && dark(left + run, top)) run += 1;
    const count = 17 + 4 * Math.round(((right - left + 1) / (run / 7) - 17) / 4);
    const size = (right - left + 1) / count;
    const quiet = Math.min(left, top, width - 1 - right, width - 1 - bottom) / size;
    let modules = '';
    for (let row = 0; row < count; row += 1) {
      for (let column = 0; column < count; column += 1) modules += dark(left + (column + 0.5) * size, top + (row + 0.5) * size) ? '1' : '0';
    }
    return { quiet: Math.round(quiet * 10) / 10, modules };
  };
  const results = [];
  for (const input of inputs) results.push(await draw(input));
  return results;
}

/** One run of zbarimg over many rasters: picture → texts. */
function zbar(batch) {
  const names = batch.map((picture) => rasters.get(picture).png);
  const run = spawnSync('zbarimg', ['--xml', '-q', '-Sdisable', '-Sqrcode.enable', ...names], { encoding: 'utf8', maxBuffer: 64 << 20, timeout: 300_000 });
  assert.equal(run.error, undefined, `zbarimg could not run: ${run.error?.message}`);
  // Exit 4 says that one of the images shows no code; which one, the comparison tells.
  assert.ok([0, 4].includes(run.status), `zbarimg failed: ${run.stderr}`);
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false, isArray: (name) => ['source', 'index', 'symbol'].includes(name) });
  const sources = parser.parse(run.stdout).barcodes?.source ?? [];
  const byName = new Map(sources.map(({ href, index }) => [path.basename(href), (index ?? []).flatMap(({ symbol }) => symbol.map(({ data }) => String(data)))]));
  return batch.map((picture) => [picture, byName.get(path.basename(rasters.get(picture).png)) ?? []]);
}

function* batches(items, size) {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
