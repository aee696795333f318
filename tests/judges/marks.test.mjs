// The day on a session's tile is the day that its mark speaks of, whatever the hour and however old the page.

import { after, before, test } from 'node:test';
import { launch, visit } from './lib/browser.mjs';
import { serve } from './lib/serve.mjs';
import { samples } from './lib/site.mjs';
import { none, some } from './lib/verdict.mjs';

/** Hours at which residents look, in Viet Nam: in the morning, and when the sessions of the day are over. */
const HOURS = ['01:00:00Z', '16:55:00Z'];

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

for (const hour of HOURS) {
  test(`tiles show the day of their marks at ${hour}`, async () => {
    const read = await visit(browser, {}, async (tab) => {
      await tab.clock.setFixedTime(new Date(`2025-10-20T${hour}`));
      const found = [];
      for (const page of samples(({ type }) => ['home', 'commune', 'schedule', 'landing'].includes(type))) {
        await tab.goto(server.origin + page.url);
        const tiles = await tab.evaluate(tilesWithMarks);
        found.push(...tiles.map((tile) => ({ ...tile, url: page.url })));
      }
      return found;
    });
    const runs = some(read.filter(({ mark }) => mark), 'marked tile');
    none(runs.filter(({ day, expected }) => day !== expected).map(({ url, mark, day }) => `${url}: ${mark} beside ${day}`));
    none(runs.filter(({ day, number }) => Number(day.slice(8)) !== Number(number)).map(({ url, day, number }) => `${url}: ${number} for ${day}`));
    none(runs.filter(({ text, right }) => text !== right).map(({ url, text, right }) => `${url}: ${text} for ${right}`));
  });
}

/** Each tile with its mark, its day, and the day and words that the mark means. Runs in the page. */
function tilesWithMarks() {
  const { today, tomorrow } = document.body.dataset;
  const now = document.documentElement.dataset.now;
  const after = (day) => new Date(Date.parse(day) + 864e5).toISOString().slice(0, 10);
  return [...document.querySelectorAll('.session:not(.past) > .tile')].map((tile) => {
    const mark = tile.parentElement.querySelector('[data-mark]').textContent;
    const expected = { [today]: now, [tomorrow]: after(now) }[mark];
    const [name, number] = [...tile.children].map(({ textContent }) => textContent);
    const right = expected && new Date(expected).toLocaleDateString(document.documentElement.lang, { timeZone: 'UTC', weekday: 'long' });
    return { mark, day: tile.dateTime, expected, number, text: name, right };
  });
}
