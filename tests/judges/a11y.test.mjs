// The same answer for readers with low vision, a screen reader, large text, a small or a large screen, by day and by night.
// One page per type and language stands for all; each is opened once in an ordinary browser and once in one with large text.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import axe from 'axe-core';
import { launch, tour } from './lib/browser.mjs';
import { serve } from './lib/serve.mjs';
import { samples } from './lib/site.mjs';
import { none, some } from './lib/verdict.mjs';

/** Violations of these impacts fail. */
const GRAVE = ['serious', 'critical'];

const NARROW = { width: 360, height: 740 };
const NARROWEST = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 800 };

/** What was found, by the name of the test that tells it; each a list of problems. */
let found;

before(async () => {
  const server = await serve();
  const ordinary = await launch();
  // The reader's own setting, twice the usual 16 px; unlike a style on the root, it shows a page that fixes its size in pixels.
  const large = await launch(['--blink-settings=defaultFontSize=32,defaultFixedFontSize=26']);
  try {
    const trip = { pages: some(samples(), 'page'), address: (page) => server.origin + page.url, viewport: NARROW };
    const usual = await tour(ordinary, { ...trip, look: lookAround });
    const twice = await tour(large, { ...trip, look: lookAtLargeText });
    found = Object.fromEntries(Object.keys(usual[0]).map((name) => [name, usual.flatMap((page) => page[name])]));
    found.cutOff = twice.flatMap(({ cutOff }) => cutOff);
    found.fixedText = usual.flatMap(({ textSize: [[url, small]] }, at) =>
      (twice[at].size < 1.9 * small ? [`${url}: ${small} px becomes ${twice[at].size} px`] : []));
  } finally {
    await ordinary.close();
    await large.close();
    await server.close();
  }
});

test('no page has a grave fault at 360 px, and every target can be hit', () => none(found.narrow));

test('no page has a grave fault at 1280 px', () => none(found.wide));

test('no page has too little contrast in the dark scheme', () => none(found.contrastInTheDark));

test('the dark scheme is dark', () => none(found.lightInTheDark));

test('no page scrolls sideways at 360 px', () => none(found.sideways));

test('no page scrolls sideways at 320 px, which is 1280 px at four times the size', () => none(found.sidewaysAtZoom));

test('text follows the size that the reader has set', () => none(found.fixedText));

test('no page scrolls sideways or cuts words off with text of twice the size', () => none(found.cutOff));

test('every page can be walked with the keyboard, and shows where it is', () => none(found.keyboard));

async function lookAround(tab, page) {
  await tab.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await tab.setViewportSize(NARROW);
  await tab.evaluate(axe.source);
  const seen = {};
  // The rule on targets is off unless asked for: WCAG 2.2, 2.5.8, at least 24 px or as much room around.
  seen.narrow = await judge(tab, page, { rules: { 'target-size': { enabled: true } } });
  seen.sideways = await sideways(tab, page);
  seen.textSize = [[page.url, await textSize(tab)]];
  await tab.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  seen.contrastInTheDark = await judge(tab, page, { runOnly: ['color-contrast', 'link-in-text-block'] });
  seen.lightInTheDark = await lightGround(tab, page);
  await tab.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await tab.setViewportSize(NARROWEST);
  seen.sidewaysAtZoom = await sideways(tab, page);
  await tab.setViewportSize(WIDE);
  seen.wide = await judge(tab, page, {});
  seen.keyboard = await walk(tab, page);
  return seen;
}

async function lookAtLargeText(tab, page) {
  return { size: await textSize(tab), cutOff: [...await sideways(tab, page), ...await cutOff(tab, page)] };
}

async function judge(tab, page, rules) {
  const { violations, passes } = await tab.evaluate((asked) => globalThis.axe.run(document, asked), rules);
  assert.ok(passes.length + violations.length > 0, `axe looked at nothing on ${page.url}`);
  return violations.filter(({ impact }) => GRAVE.includes(impact)).flatMap(({ id, impact, nodes }) =>
    nodes.slice(0, 3).map(({ target, failureSummary }) => `${page.url} [${impact} ${id}] ${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ').slice(0, 200)}`));
}

async function sideways(tab, page) {
  const { over, widest } = await tab.evaluate(() => {
    const root = document.documentElement;
    const widest = [...document.querySelectorAll('body *')].find((element) => element.getBoundingClientRect().right > root.clientWidth + 1);
    return { over: root.scrollWidth - root.clientWidth, widest: widest && `${widest.tagName.toLowerCase()}.${widest.getAttribute('class') ?? ''}` };
  });
  return over > 0 ? [`${page.url} is ${over} px too wide (${widest})`] : [];
}

/** Size of running text in pixels. */
function textSize(tab) {
  return tab.evaluate(() => parseFloat(getComputedStyle(document.querySelector('main p, main li, main td') ?? document.body).fontSize));
}

async function lightGround(tab, page) {
  const light = await tab.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    for (const element of [document.body, document.documentElement]) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = getComputedStyle(element).backgroundColor;
      canvas.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
      if (alpha > 0) return red + green + blue > 3 * 110;
    }
    // Nothing painted: the browser's own ground, dark where the page says that it can be.
    return !/dark/.test(getComputedStyle(document.documentElement).colorScheme);
  });
  return light ? [`${page.url} has a light ground`] : [];
}

/** Elements that cut their words off; those for screen readers alone are a pixel wide on purpose. */
async function cutOff(tab, page) {
  const cut = await tab.evaluate(() => [...document.querySelectorAll('body *')].filter((element) => {
    const style = getComputedStyle(element);
    const hides = /hidden|clip/.test(style.overflowX + style.overflowY) && style.display !== 'inline';
    const forReaders = element.clientWidth <= 2 || element.clientHeight <= 2;
    return hides && !forReaders && element.textContent.trim() !== '' && !element.closest('svg')
      && (element.scrollWidth > element.clientWidth + 2 || element.scrollHeight > element.clientHeight + 2);
  }).map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} ${element.textContent.trim().slice(0, 30)}`));
  return cut.map((name) => `${page.url} cuts off ${name}`);
}

/** Presses Tab; fifteen steps show the pattern, a register of 3,000 communes need not be walked to its end. */
async function walk(tab, page) {
  const steps = Math.min(15, await tab.locator('a[href]:visible, button:visible, input:visible, select:visible, summary:visible').count());
  const reached = new Set();
  const unmarked = [];
  for (let step = 0; step < steps; step += 1) {
    await tab.keyboard.press('Tab');
    const focus = await tab.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return undefined;
      const style = getComputedStyle(element);
      const marked = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
      const name = `${element.tagName.toLowerCase()} ${(element.textContent || element.getAttribute('aria-label') || '').trim().slice(0, 30)}`;
      return { name, marked, order: [...document.querySelectorAll('*')].indexOf(element) };
    });
    if (!focus) break;
    reached.add(focus.order);
    if (!focus.marked) unmarked.push(focus.name);
  }
  return [
    ...(reached.size < steps * 0.6 ? [`${page.url}: the keyboard reaches ${reached.size} of ${steps} places`] : []),
    ...(unmarked.length > 0 ? [`${page.url}: nothing shows that ${unmarked[0]} has the focus`] : []),
  ];
}
