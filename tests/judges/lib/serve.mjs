// A static file server that does what any static host does and no more: /dir/ answers with its index.html, /dir with a redirect,
// all else that is missing with 404.html; no listings, no rewriting. It notes every request.

import http from 'node:http';
import { fileFor, files, read, settings } from './site.mjs';

const TYPES = {
  css: 'text/css; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  ics: 'text/calendar; charset=utf-8',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webp: 'image/webp',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xml: 'application/xml; charset=utf-8',
};

/** Starts a server on a free port of 127.0.0.1: `{ origin, log, close }`; `log` holds the path of every request, in order. */
export async function serve() {
  const log = [];
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://127.0.0.1');
    log.push(pathname);
    const { file } = fileFor(pathname);
    if (file) return send(response, 200, file);
    if (!pathname.endsWith('/') && fileFor(`${pathname}/`).file) {
      response.writeHead(301, { location: `${pathname}/` });
      return response.end();
    }
    if (files.includes('404.html')) return send(response, 404, '404.html');
    response.writeHead(404, { 'content-type': 'text/plain' });
    return response.end('not found');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    log,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An address below the site's root that no page has. */
export const nowhere = `${settings.basePath}no/such/page/`;

function send(response, status, file) {
  const type = TYPES[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(read(file));
}
