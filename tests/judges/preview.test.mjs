// The preview in a browser: what an editor sees while files are saved, broken and mended.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, visit } from './lib/browser.mjs';

const project = fileURLToPath(new URL('../../', import.meta.url));
const program = path.resolve(process.env.LOA_BIN ?? path.join(project, 'target/debug/loa'));
const GUIDE = 'content/guides/dang-ky.vi.md';
const TITLE = 'title: Đăng ký chữ ký số miễn phí';
const PAGE = 'guides/dang-ky/';

let browser;
let folder;
let server;

before(async () => {
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.kill();
  if (folder) fs.rmSync(folder, { recursive: true });
});

/* Each test has a site and a server of its own. */
beforeEach(async () => {
  server?.kill();
  if (folder) fs.rmSync(folder, { recursive: true });
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-preview-'));
  fs.cpSync(path.join(project, 'tests/sites/small/content'), path.join(folder, 'content'), { recursive: true });
  server = await start();
});

test('a saved text changes in place, without a reload and without losing the place', async () => {
  await visit(browser, {}, async (tab) => {
    await tab.goto(server.address + PAGE);
    await tab.evaluate(() => {
      window.stays = true;
      document.body.style.minHeight = '4000px';
      scrollTo(0, 300);
    });
    edit(GUIDE, TITLE, 'title: Tên mới');
    await tab.locator('h1', { hasText: 'Tên mới' }).waitFor();
    assert.equal(await tab.title().then((title) => title.includes('Tên mới')), true);
    assert.equal(await tab.evaluate(() => window.stays), true, 'the page was loaded again');
    assert.equal(await tab.evaluate(() => scrollY > 0), true, 'the place was lost');
  });
});

test('marks that scripts set are there after a change, too', async () => {
  await visit(browser, {}, async (tab) => {
    await tab.goto(`${server.address}schedule/?_as_of=2025-10-20`);
    const marks = () => tab.locator('[data-mark]:visible').allTextContents();
    const before = await marks();
    assert.ok(before.length > 0, 'no session is marked');
    edit(GUIDE, TITLE, 'title: Tên mới');
    await updated(tab, 2);
    assert.deepEqual(await marks(), before);
  });
});

test('a style changes without a reload', async () => {
  await visit(browser, {}, async (tab) => {
    await tab.goto(server.address + PAGE);
    await tab.evaluate(() => { window.stays = true; });
    write('themes/default/assets/site.css', `${fs.readFileSync(path.join(project, 'themes/default/assets/site.css'))}\nh1 { color: rgb(1, 2, 3) }\n`);
    await tab.waitForFunction(() => getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)');
    assert.equal(await tab.evaluate(() => window.stays), true, 'the page was loaded again');
    assert.equal(await tab.locator('link[rel="stylesheet"]').count(), 1, 'the old style is still there');
  });
});

test('a mistake is listed with its line, the page stays, and both go when it is mended', async () => {
  await visit(browser, {}, async (tab) => {
    await tab.goto(server.address + PAGE);
    const panel = tab.locator('loa-preview .errors');
    edit(GUIDE, TITLE, `titel: x\n${TITLE} hơn`);
    await panel.waitFor();
    const said = await panel.innerText();
    for (const part of ['titel', `${GUIDE}:2:1`, 'gợi ý']) assert.ok(said.includes(part), `${part}: ${said}`);
    assert.equal(await panel.locator('mark').innerText(), 'titel');
    assert.equal(await tab.locator('h1').innerText(), 'Đăng ký chữ ký số miễn phí');
    // Half mended: another mistake takes its place.
    edit(GUIDE, 'titel: x', 'sumary: x');
    await panel.locator('mark', { hasText: 'sumary' }).waitFor();
    edit(GUIDE, 'sumary: x\n', '');
    await panel.waitFor({ state: 'detached' });
    await tab.locator('h1', { hasText: 'miễn phí hơn' }).waitFor();
  });
});

test('a site that is wrong from the start shows the panel, and the page once it is mended', async () => {
  server.kill();
  edit('content/site.yaml', 'languages: [vi, en]', 'languages: [vi, en]\nnope: 1');
  server = await start();
  await visit(browser, {}, async (tab) => {
    await tab.goto(server.address);
    await tab.locator('loa-preview .errors', { hasText: 'nope' }).waitFor();
    edit('content/site.yaml', '\nnope: 1', '');
    await tab.locator('h1').first().waitFor();
  });
});

test('fifty quick saves end with the last one on the screen, in two tabs', async () => {
  await visit(browser, {}, (one) => visit(browser, {}, async (two) => {
    await Promise.all([one.goto(server.address + PAGE), two.goto(`${server.address}en/${PAGE}`)]);
    const text = fs.readFileSync(path.join(folder, GUIDE), 'utf8');
    for (let save = 1; save <= 50; save += 1) {
      write(GUIDE, text.replace(TITLE, `title: Lần ${save}`));
      await new Promise((resolve) => { setTimeout(resolve, 10); });
    }
    await one.locator('h1', { hasText: /^Lần 50$/ }).waitFor();
    // The translation lags behind and states another number, so its readers see the source.
    await two.locator('h1', { hasText: /^Lần 50$/ }).waitFor();
  }));
});

test('the date box shows another day, links keep it, and what differs is listed', async () => {
  await visit(browser, {}, async (tab) => {
    await tab.goto(server.address);
    await tab.locator('loa-preview .day').fill('2025-10-20');
    await tab.waitForURL(/_as_of=2025-10-20/);
    assert.equal(await tab.evaluate(() => document.documentElement.dataset.now), '2025-10-20');
    await tab.locator('main a[href^="/"]').first().click();
    await tab.waitForURL(/\/.+_as_of=2025-10-20/);
    await tab.locator('loa-preview .compare').click();
    await tab.locator('loa-preview .differences li').first().waitFor();
    await tab.locator('loa-preview .today').click();
    await tab.waitForURL((url) => !url.search.includes('_as_of'));
  });
});

test('the notes say where figures stand and mark drafts', async () => {
  write('content/guides/nhap.vi.md', '---\ntitle: Bản nháp\ndraft: true\n---\n\nChưa xong.\n');
  await visit(browser, {}, async (tab) => {
    await tab.goto(`${server.address}26188/`);
    await tab.locator('loa-preview .switch').click();
    const notes = tab.locator('loa-preview .notes');
    await notes.waitFor();
    assert.match(await notes.innerText(), /content\/points\.csv:2/);
    // They stay through a change, and follow it.
    edit('content/points.csv', '\n', '\n\n');
    await tab.locator('loa-preview .notes', { hasText: 'content/points.csv:3' }).waitFor();
    // And from page to page, until they are closed; links to drafts are marked as long.
    await tab.goto(`${server.address}guides/`);
    await notes.waitFor();
    const mark = () => tab.locator('a[href="/guides/nhap/"]').first().evaluate((link) => getComputedStyle(link, '::after').content);
    await tab.waitForFunction(() => document.getElementById('loa-drafts')?.textContent.includes('bản nháp'));
    assert.match(await mark(), /bản nháp/);
    await notes.locator('.close').click();
    await notes.waitFor({ state: 'detached' });
    assert.doesNotMatch(await mark(), /bản nháp/);
    assert.equal(await tab.locator('loa-preview .draft').count(), 0);
    await tab.goto(`${server.address}guides/nhap/`);
    assert.equal(await tab.locator('loa-preview .draft').innerText(), 'bản nháp');
    assert.equal(await notes.count(), 0, 'the notes are open again');
  });
});

test('a page that was open meets another preview at its address, and shows what that one has', async () => {
  await visit(browser, {}, async (tab) => {
    await tab.goto(server.address + PAGE);
    // Word of the first server has come.
    await tab.locator('loa-preview .bar').waitFor();
    await tab.evaluate(() => new Promise((done) => { new EventSource('/_loa/events').addEventListener('version', done); }));
    server.kill();
    await server.ended;
    await tab.locator('loa-preview[data-lost]').waitFor({ state: 'attached' });
    edit(GUIDE, TITLE, 'title: Hôm sau');
    server = await start(new URL(server.address).port);
    await tab.locator('h1', { hasText: 'Hôm sau' }).waitFor();
  });
});

test('a list of errors that was folded stays folded on the next page, and opens for new ones', async () => {
  await visit(browser, {}, async (tab) => {
    const open = () => tab.locator('loa-preview .errors').evaluate((list) => list.open);
    edit(GUIDE, TITLE, `titel: x\n${TITLE}`);
    await tab.goto(server.address);
    await tab.locator('loa-preview .errors summary').click();
    await tab.goto(server.address + PAGE);
    await tab.locator('loa-preview .errors').waitFor();
    assert.equal(await open(), false);
    edit(GUIDE, 'titel: x\n', '');
    await tab.locator('loa-preview .errors').waitFor({ state: 'detached' });
    edit(GUIDE, TITLE, `sumary: x\n${TITLE}`);
    await tab.locator('loa-preview .errors').waitFor();
    assert.equal(await open(), true);
  });
});

test('on a phone the open panel leaves the page the larger part, and its end can be scrolled into sight', async () => {
  const viewport = { width: 360, height: 740 };
  await visit(browser, { viewport }, async (tab) => {
    edit(GUIDE, TITLE, `titel: x\nsumary: x\nfro: x\nprcie: x\n${TITLE}`);
    await tab.goto(server.address);
    await tab.locator('loa-preview .errors li').nth(3).waitFor();
    await tab.locator('loa-preview .switch').click();
    await tab.locator('loa-preview .notes').waitFor();
    const panel = () => tab.locator('loa-preview .all').evaluate((all) => all.getBoundingClientRect().top);
    assert.ok(await panel() > viewport.height / 2, `the panel begins at ${await panel()}`);
    await tab.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    const end = await tab.locator('footer').evaluate((footer) => footer.getBoundingClientRect().bottom);
    assert.ok(end <= await panel() + 1, `the page ends at ${end}, behind the panel at ${await panel()}`);
    assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth), viewport.width);
  });
});

async function updated(tab, version) {
  await tab.waitForFunction((wanted) => Number(document.querySelector('loa-preview').dataset.version) >= wanted, version);
}

/** Starts the preview of `folder`, on any port unless one is given, and waits for its address. */
async function start(port = 0) {
  const child = spawn(program, ['serve', '--port', String(port), '--root', folder], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [first] = await new Promise((resolve, reject) => {
    child.stdout.once('data', (data) => resolve(String(data).split('\n')));
    child.once('exit', (code) => reject(new Error(`the preview ended with ${code}`)));
  });
  const ended = new Promise((resolve) => { child.once('exit', resolve); });
  return { address: first, ended, kill: () => child.kill('SIGKILL') };
}

function write(file, text) {
  const target = path.join(folder, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, text);
}

function edit(file, from, to) {
  const text = fs.readFileSync(path.join(folder, file), 'utf8');
  assert.ok(text.includes(from), `${file} has no ${from}`);
  write(file, text.replace(from, to));
}
