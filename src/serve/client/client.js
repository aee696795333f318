/* The preview's own script: brings a page up to date in place when something changed, lists what is wrong, shows notes, and
   keeps the day of the date box. Nothing of it is ever in a build. Its panel lives in a shadow tree beside the body, so that
   neither the page's style nor its scripts meet it. */
'use strict';

(() => {
  const { version, day } = document.currentScript.dataset;
  const DAY = '_as_of';
  /* Notes stay open from page to page, and a list of errors that was folded stays folded, until the tab is closed. */
  const NOTES = 'loa-preview-notes';
  const FOLDED = 'loa-preview-folded';
  const STYLE = `
  :host { all: initial; }
  .all { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 70vh; overflow: auto; font: 14px/1.45 system-ui, sans-serif;
    color: #1a1a1a; background: #fff; border-top: 2px solid #444; box-shadow: 0 -2px 8px #0003; }
  .bar { position: sticky; bottom: 0; display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; padding: 4px 12px; background: #f1f1f1; }
  .bar label { margin-inline-start: auto; }
  .dot { width: 10px; height: 10px; border-radius: 50%; background: #16803c; }
  .dot.bad { background: #c1121f; }
  .draft { color: #b00020; }
  .lost { display: none; font-weight: bold; }
  :host([data-lost]) .lost { display: inline; }
  @media print { .all { display: none; } }
  input, button { font: inherit; }
  summary { cursor: pointer; } .errors > summary { font-weight: bold; } a { color: #0645ad; }
  h2 { font-size: 1.1em; margin: 8px 0; } h3 { font-size: 1em; margin: 8px 0 2px; } p { margin: 2px 0; }
  ol { margin: 0; padding-inline-start: 2em; } li { margin: 6px 0; }
  .errors, .others, .side { padding: 4px 12px; }
  .errors { border-inline-start: 6px solid #c1121f; }
  .place { font-family: ui-monospace, monospace; color: #555; }
  .hint { color: #0b5a2b; }
  pre { margin: 2px 0; padding: 4px 8px; background: #f6f6f6; overflow-x: auto; white-space: pre-wrap; }
  mark { background: #ffd9d9; }
  .sides { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px; }
  .sides pre { overflow-wrap: anywhere; }
  .close { float: inline-end; }
  /* Of a small screen the page keeps the larger part. */
  @media (max-width: 40em), (max-height: 30em) {
    .all { max-height: 45vh; font-size: 13px; }
    .sides { grid-template-columns: minmax(0, 1fr); }
    pre { overflow-wrap: anywhere; }
  }
  `;
  const chosen = new URLSearchParams(location.search).get(DAY) || '';
  let shown = Number(version);
  let newest = shown;
  let run;
  let busy = false;
  let state;
  let source;

  const host = document.createElement('loa-preview');
  const tree = host.attachShadow({ mode: 'open' });
  document.documentElement.append(host);
  /* The end of the page can be scrolled above the panel, however much of it is open. */
  const room = new CSSStyleSheet();
  document.adoptedStyleSheets.push(room);
  const size = new ResizeObserver(([{ target }]) => {
    room.replaceSync(`@media screen { html { padding-block-end: ${target.offsetHeight}px } }`);
  });
  draw();
  refreshState();
  listen();

  /* A browser has six connections to one host: pages that nobody looks at give theirs back. */
  document.addEventListener('visibilitychange', listen);
  document.addEventListener('click', keepDay, true);

  function listen() {
    if (document.visibilityState === 'hidden') {
      source?.close();
      source = undefined;
    } else if (!source) {
      source = new EventSource('/_loa/events');
      source.addEventListener('run', ({ data }) => {
        /* A server that was started anew counts from the beginning, and may have come as far as the last one. */
        if (run && run !== data) shown = 0;
        run = data;
      });
      source.addEventListener('version', ({ data }) => {
        host.toggleAttribute('data-lost', false);
        newest = Number(data);
        catchUp();
      });
      source.addEventListener('error', () => host.toggleAttribute('data-lost', true));
    }
  }

  /* Fetches the page until it is the newest. */
  async function catchUp() {
    if (busy) return;
    busy = true;
    try {
      while (shown !== newest) {
        const wanted = newest;
        const answer = await fetch(location.href, { cache: 'no-store', headers: { accept: 'text/html' } });
        const html = await answer.text();
        const got = Number(answer.headers.get('x-loa-version'));
        await show(new DOMParser().parseFromString(html, 'text/html'));
        shown = got;
        host.dataset.version = got;
        await refreshState();
        if (got === wanted || newest === wanted) break;
      }
    } catch {
      /* The server is gone; it tells when it is back. */
    }
    busy = false;
    if (shown < newest) setTimeout(catchUp, 50);
  }

  async function show(next) {
    const place = [scrollX, scrollY];
    await restyle(next);
    document.title = next.title;
    attributes(document.documentElement, next.documentElement);
    morph(document.body, next.body);
    await rerun(next);
    scrollTo({ left: place[0], top: place[1], behavior: 'instant' });
  }

  /* New style sheets are loaded before the old ones go, so that the page never stands without. */
  async function restyle(next) {
    const of = (page) => [...page.head.querySelectorAll('link[rel="stylesheet"], style:not(#loa-drafts)')];
    const [old, fresh] = [of(document), of(next)];
    if (old.length === fresh.length && old.every((sheet, at) => sheet.isEqualNode(fresh[at]))) return;
    const loaded = fresh.map((sheet) => {
      const copy = document.importNode(sheet, true);
      const done = new Promise((resolve) => {
        if (copy.localName === 'style') resolve();
        copy.onload = resolve;
        copy.onerror = resolve;
      });
      document.head.append(copy);
      return done;
    });
    await Promise.all(loaded);
    old.forEach((sheet) => sheet.remove());
  }

  /* Makes one tree like another and keeps what is alike, so that places, focus and what was typed stay. */
  function morph(old, next) {
    if (old.isEqualNode(next)) return;
    if (old.nodeType !== Node.ELEMENT_NODE) {
      old.nodeValue = next.nodeValue;
      return;
    }
    attributes(old, next);
    const [a, b] = [[...old.childNodes], [...next.childNodes]];
    let start = 0;
    while (start < a.length && start < b.length && a[start].isEqualNode(b[start])) start += 1;
    let end = 0;
    while (end < a.length - start && end < b.length - start && a.at(-1 - end).isEqualNode(b.at(-1 - end))) end += 1;
    const [left, wanted] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
    const after = a[a.length - end] ?? null;
    wanted.forEach((node, at) => {
      const there = left[at];
      if (there && there.nodeName === node.nodeName && there.id === node.id) morph(there, node);
      else if (there) there.replaceWith(document.importNode(node, true));
      else old.insertBefore(document.importNode(node, true), after);
    });
    left.slice(wanted.length).forEach((node) => node.remove());
  }

  function attributes(old, next) {
    for (const { name } of [...old.attributes]) {
      /* What the reader opened stays open. */
      if (!next.hasAttribute(name) && !(old.localName === 'details' && name === 'open')) old.removeAttribute(name);
    }
    for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }

  /* The page's own scripts once more, on its new content; each in a scope of its own, as most are not made to run twice. */
  async function rerun(next) {
    for (const script of next.querySelectorAll('script:not([type]), script[type="text/javascript"]')) {
      const path = script.getAttribute('src');
      if (path?.startsWith('/_loa/')) continue;
      try {
        const code = path ? await (await fetch(path, { cache: 'no-store' })).text() : script.textContent;
        new Function(code)();
      } catch (error) {
        console.error(error);
      }
    }
  }

  /* The day goes along with every link within the site. */
  function keepDay(event) {
    const link = event.composedPath().find((node) => node.localName === 'a' && node.href);
    if (!link || !chosen || link.origin !== location.origin || link.getRootNode() === tree) return;
    const address = new URL(link.href);
    address.searchParams.set(DAY, chosen);
    link.href = address;
  }

  async function refreshState() {
    try {
      state = await ask('state');
      draw();
      if (tree.querySelector('.notes') || (remembers(NOTES) && !tree.querySelector('.side'))) drawNotes();
    } catch {
      /* As above. */
    }
  }

  async function ask(what, more = {}) {
    const page = { path: decodeURI(location.pathname), lang: document.documentElement.lang };
    const query = new URLSearchParams({ ...page, ...(chosen && { [DAY]: chosen }), ...more });
    return (await fetch(`/_loa/${what}?${query}`, { cache: 'no-store' })).json();
  }

  /* The panel. Words come from the server, in the page's language; everything is put in as text. */
  function draw() {
    if (!state) return;
    const { words, problems } = state;
    const errors = problems.filter(({ severity }) => severity === 'error');
    const others = problems.filter(({ severity }) => severity !== 'error');
    const open = {
      notes: Boolean(tree.querySelector('.notes')),
      errors: tree.querySelector('.errors')?.open ?? !remembers(FOLDED),
      others: Boolean(tree.querySelector('.others')?.open),
    };
    if (!errors.length) remember(FOLDED, false);
    const about = state.isBroken ? words.broken : state.isOld ? words.old : '';
    const list = [
      element('div', { className: 'bar', role: 'status' }, [
        element('span', { className: errors.length ? 'dot bad' : 'dot' }),
        element('span', { className: 'lost' }, [words.lost]),
        element('span', {}, [errors.length ? words.errors : words.right]),
        state.isDraft ? element('b', { className: 'draft' }, [words.draft]) : '',
        element('label', {}, [words.day, ' ', element('input', {
          type: 'date', className: 'day', value: chosen || day || state.today || '', onchange: ({ target }) => travel(target.value),
        })]),
        chosen ? element('button', { className: 'today', onclick: () => travel('') }, [words.today]) : '',
        chosen ? element('button', { className: 'compare', onclick: compare }, [words.differences]) : '',
        element('button', { className: 'switch', ariaPressed: String(open.notes), onclick: toggleNotes }, [words.notes]),
      ]),
    ];
    if (errors.length) {
      list.unshift(element('details', { className: 'errors', role: 'alert', open: open.errors, ontoggle: ({ target }) => remember(FOLDED, !target.open) }, [
        element('summary', {}, [`${words.errors}: ${errors.length}`]),
        element('p', {}, [about]),
        element('ol', {}, errors.map(problem)),
      ]));
    }
    if (others.length) {
      list.splice(-1, 0, element('details', { className: 'others', open: open.others }, [
        element('summary', {}, [`${words.warnings}: ${others.length}`]),
        element('ol', {}, others.map(problem)),
      ]));
    }
    const aside = tree.querySelector('.side');
    tree.replaceChildren(element('style', {}, [STYLE]), element('div', { className: 'all' }, [aside ?? '', ...list]));
    host.toggleAttribute('data-errors', errors.length > 0);
    size.disconnect();
    size.observe(tree.querySelector('.all'));
  }

  function problem({ severity, label, code, message, place, snippet, hints }) {
    return element('li', { className: severity }, [
      element('p', {}, [element('b', {}, [label]), code ? ` [${code}] ` : ' ', message]),
      place ? element('p', { className: 'place' }, [place]) : '',
      snippet ? element('pre', {}, [
        `${snippet.line} | ${snippet.text.slice(0, snippet.start)}`,
        element('mark', {}, [snippet.text.slice(snippet.start, snippet.end)]),
        snippet.text.slice(snippet.end),
      ]) : '',
      ...hints.map((hint) => element('p', { className: 'hint' }, [`${state.words.hint}: ${hint}`])),
    ]);
  }

  function travel(date) {
    const address = new URL(location.href);
    if (date) address.searchParams.set(DAY, date);
    else address.searchParams.delete(DAY);
    location.href = address;
  }

  /* What differs between two days, the first one today unless another is chosen; the words of a page when it is opened. */
  async function compare() {
    const { today } = await ask('state', { [DAY]: '' });
    await between(today, chosen);
  }

  async function between(from, to) {
    const { words } = state;
    const found = await ask('differences', { from, to, path: '' });
    const days = element('p', {}, [
      element('input', { type: 'date', value: from, ariaLabel: words.day, onchange: ({ target }) => target.value && between(target.value, to) }),
      ` → ${to}`,
    ]);
    const link = (path, day) => {
      const made = element('a', { href: path }, [path]);
      made.href = `${made.pathname}?${new URLSearchParams({ [DAY]: day })}`;
      return made;
    };
    const list = (title, items) => (items.length ? [element('h3', {}, [`${title}: ${items.length}`]), element('ul', {}, items)] : []);
    const page = (path) => element('details', { ontoggle: async ({ target }) => {
      if (!target.open || target.querySelector('.sides')) return;
      const { old, fresh } = await ask('differences', { from, to, path });
      target.append(sides([from, old], [to, fresh]));
    } }, [element('summary', {}, [link(path, to)])]);
    const items = [
      ...list(words.changed, found.changed.map((path) => element('li', {}, [page(path)]))),
      ...list(words.new, found.new.map((path) => element('li', {}, [link(path, to)]))),
      ...list(words.gone, found.gone.map((path) => element('li', {}, [link(path, from)]))),
    ];
    side('differences', [
      element('h2', {}, [words.differ]), days,
      ...(items.length ? items : [element('p', {}, [words.same])]),
    ]);
  }

  async function toggleNotes() {
    const notes = tree.querySelector('.notes');
    remember(NOTES, !notes);
    if (notes) shut();
    else await drawNotes();
    draw();
  }

  /* A browser may refuse to keep anything. */
  function remember(what, is) {
    try {
      if (is) sessionStorage.setItem(what, '1');
      else sessionStorage.removeItem(what);
    } catch { /* Then nothing is remembered. */ }
  }

  function remembers(what) {
    try {
      return Boolean(sessionStorage.getItem(what));
    } catch {
      return false;
    }
  }

  async function drawNotes() {
    const { words } = state;
    const notes = await ask('notes');
    const rows = (notes?.notes ?? []).map(({ title, lines, old, fresh }) => element('section', {}, [
      element('h3', {}, [title]),
      ...lines.map((line) => element('p', {}, [line])),
      old ? sides([words.then, old], [words.now, fresh]) : '',
    ]));
    side('notes', [element('h2', {}, [words.notes]), ...rows]);
    draft(notes?.drafts ?? [], words.draft);
  }

  function sides(...both) {
    return element('div', { className: 'sides' }, both.map(([title, lines]) => element('div', {}, [element('b', {}, [title]), sideOf(lines)])));
  }

  function sideOf(lines) {
    return element('pre', {}, lines.map(({ text, changed }) => element(changed ? 'mark' : 'span', {}, [`${text}\n`])));
  }

  /* Links to drafts say so, as long as the notes are open. */
  function draft(paths, word) {
    const marked = paths.map((path) => `a[href="${CSS.escape(path)}"]::after`).join(',');
    let sheet = document.getElementById('loa-drafts');
    if (!sheet) document.head.append((sheet = element('style', { id: 'loa-drafts' })));
    sheet.textContent = marked ? `${marked} { content: " [${word}]"; color: #b00020 }` : '';
  }

  function shut() {
    tree.querySelector('.side')?.remove();
    draft([]);
  }

  function side(name, children) {
    tree.querySelector('.side')?.remove();
    if (name !== 'notes') draft([]);
    const close = element('button', { className: 'close', onclick: () => {
      if (name === 'notes') remember(NOTES, false);
      shut();
      draw();
    } }, [state.words.close]);
    tree.querySelector('.all').prepend(element('aside', { className: `side ${name}` }, [close, ...children]));
  }

  function element(name, properties, children = []) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }
})();
