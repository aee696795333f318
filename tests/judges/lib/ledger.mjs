// The ledger of codes as the judges read it: on their own, so that a fault in loa's reader cannot hide itself.

import fs from 'node:fs';
import path from 'node:path';
import { content, settings } from './site.mjs';

/** Every line: `{ id, url, commune, since, state, to, check }`. */
export function readLedger() {
  const file = path.join(content, 'qr.lock');
  if (!fs.existsSync(file)) throw new Error(`${file} is missing: build the site once, it writes the ledger`);
  return fs.readFileSync(file, 'utf8').split('\n').filter((line) => /^[0-9]/.test(line)).map((line) => {
    const [id, url, commune, since, state, to, check] = line.split('\t');
    return { id, url, commune, since, state, to, check };
  });
}

/** For each id the line that today's code must say: the one on the current host, where an id has several. */
export function currentLines() {
  const current = new Map();
  for (const line of readLedger()) {
    const host = line.url.split('/')[2];
    if (!current.has(line.id) || host === settings.codeHost) current.set(line.id, line);
  }
  return current;
}
