// The built site as the judges see it: its files, its pages with their types and languages, and the settings it was built from.
// Leaves serving to serve.mjs and the reading of HTML to html.mjs.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';

const project = fileURLToPath(new URL('../../../', import.meta.url));

/** Folder of the built site. */
export const root = fromEnvironment();

/** Folder of the sources that the site was built from. */
export const content = path.resolve(process.env.LOA_CONTENT ?? path.join(project, 'content'));

/** The settings of site.yaml that judges need. */
export const settings = readSettings();

/** Types of page that the sample site must have in every language, so that no judge passes for want of a page. */
export const expectedTypes = [
  'home', 'communes', 'commune', 'landing', 'province', 'schedule', 'day', 'progress',
  'directives', 'directive', 'guides', 'guide', 'page', 'status',
];

/** Every published file as a path relative to the root with `/` between, sorted; hidden files are loa's own. */
export const files = walk('').sort();

const known = new Set(files);

/** Every page: `{ file, url, lang, type, html }`. `url` is root-relative, with the path of `base_url` in front. */
export const pages = files.filter((file) => file.endsWith('.html')).map(readPage);

const pageByFile = new Map(pages.map((page) => [page.file, page]));

/** The page stored in `file`, or undefined. */
export function pageIn(file) {
  return pageByFile.get(file);
}

/** Bytes of a published file. */
export function read(file) {
  return fs.readFileSync(path.join(root, file));
}

/**
 * For each type and language the heaviest page, and the lightest where the states of a type differ most.
 * Pages that send the reader on at once are left out: there is nothing to look at.
 */
export function samples(wanted = () => true) {
  const groups = new Map();
  for (const page of pages) {
    if (page.redirects || !wanted(page)) continue;
    const key = `${page.lang} ${page.type}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(page);
  }
  const chosen = [];
  for (const group of groups.values()) {
    group.sort((a, b) => b.html.length - a.html.length || (a.file < b.file ? -1 : 1));
    chosen.push(group[0]);
    if (['landing', 'commune'].includes(group[0].type) && group.length > 1) chosen.push(group.at(-1));
  }
  return chosen;
}

/** The file that a plain static host answers with for a root-relative path, or a reason why there is none. */
export function fileFor(urlPath) {
  let decoded;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return { reason: 'is not a valid address' };
  }
  if (!decoded.startsWith(settings.basePath)) return { reason: `lies outside ${settings.basePath}` };
  const file = decoded.slice(settings.basePath.length);
  if (file === '' || file.endsWith('/')) {
    return known.has(`${file}index.html`) ? { file: `${file}index.html` } : { reason: 'does not exist' };
  }
  if (known.has(file)) return { file };
  if (known.has(`${file}/index.html`)) return { reason: 'lacks its final slash, which costs a redirect' };
  return { reason: 'does not exist' };
}

/** Root-relative address of a file. */
export function urlOf(file) {
  return settings.basePath + file.replace(/(^|\/)index\.html$/, '$1').split('/').map(encodeURIComponent).join('/');
}

function fromEnvironment() {
  const folder = process.env.LOA_SITE;
  if (!folder) throw new Error('LOA_SITE is not set: give the folder of a built site, or use `tests/run judges`');
  if (!fs.existsSync(path.join(folder, 'index.html'))) throw new Error(`LOA_SITE=${folder} holds no index.html`);
  return path.resolve(folder);
}

function readSettings() {
  const site = parseYaml(fs.readFileSync(path.join(content, 'site.yaml'), 'utf8'));
  const base = new URL(site.base_url);
  return {
    baseUrl: base.href.replace(/\/?$/, '/'),
    basePath: base.pathname.replace(/\/?$/, '/'),
    origin: base.origin,
    codeHost: new URL(site.qr?.base ?? site.base_url).host.toUpperCase(),
    languages: site.languages,
    timezone: site.timezone,
    staleAfter: site.stale_after,
  };
}

function walk(folder) {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.')) return [];
    const name = folder ? `${folder}/${entry.name}` : entry.name;
    return entry.isDirectory() ? walk(name) : [name];
  });
}

function readPage(file) {
  const [source, ...others] = settings.languages;
  const tag = others.find((other) => file.startsWith(`${other}/`));
  const html = fs.readFileSync(path.join(root, file), 'utf8');
  return {
    file,
    url: urlOf(file),
    lang: tag ?? source,
    type: typeOf(tag ? file.slice(tag.length + 1) : file),
    redirects: /<meta[^>]+http-equiv=["']?refresh/i.test(html),
    html,
  };
}

function typeOf(file) {
  const parts = file.split('/').slice(0, -1);
  if (file === '404.html') return '404';
  if (parts.length === 0) return 'home';
  if (/^[0-9]/.test(parts[0])) return 'landing';
  const lists = { schedule: 'day', directives: 'directive', guides: 'guide' };
  if (parts.length === 1) return ['communes', 'schedule', 'progress', 'directives', 'guides', 'status'].find((type) => type === parts[0]) ?? 'page';
  return lists[parts[0]] ?? (['commune', 'province'].includes(parts[0]) ? parts[0] : 'page');
}
