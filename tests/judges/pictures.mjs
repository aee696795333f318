// Takes pictures of one page of each type for people to look at: `LOA_SITE=… node pictures.mjs OUT [TYPE…]`.
// Judges nothing.

import fs from 'node:fs';
import path from 'node:path';
import { launch, tour } from './lib/browser.mjs';
import { serve } from './lib/serve.mjs';
import { samples } from './lib/site.mjs';

const [out, ...types] = process.argv.slice(2);
if (!out) {
  console.error('usage: node pictures.mjs OUT [TYPE…]');
  process.exit(2);
}
fs.mkdirSync(out, { recursive: true });

const pages = samples(({ type }) => types.length === 0 || types.includes(type));
const server = await serve();
const browser = await launch();
let taken = 0;
try {
  for (const width of [360, 1280]) {
    for (const colorScheme of ['light', 'dark']) {
      const look = async (tab, page) => {
        await tab.waitForTimeout(200);
        const name = page.file.replace(/(^|\/)index\.html$/, '').replace(/[^a-z0-9]+/gi, '-') || 'home';
        await tab.screenshot({ path: path.join(out, `${page.type}.${name}.${page.lang}.${width}.${colorScheme}.png`), fullPage: true });
        taken += 1;
      };
      await tour(browser, { pages, address: (page) => server.origin + page.url, viewport: { width, height: 800 }, colorScheme, look });
    }
  }
} finally {
  await browser.close();
  await server.close();
}
console.log(`${taken} pictures in ${out}`);
