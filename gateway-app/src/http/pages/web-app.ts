import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Request, RequestHandler, Response } from 'express';
import { builtFiles, isHashed } from './built-files.js';
import { contextOf } from '../server/request-context.js';
import { newNonce, setPageHeaders } from '../server/security-headers.js';

/** Where the gateway serves programs; every other address belongs to the pages. */
const programs = /^\/(api|livez|readyz|openapi\.json)(\/|$)/i;

/** The placeholder in index.html for each answer's own nonce. */
const noncePlace = '__CSP_NONCE__';

const notBuilt =
  'This gateway works, but its web pages are not built. ' +
  'Run "npm run build -w @medseal/web" in the checkout, then load this address again.\n';

/** True for an address of a page: not the API's and not a file's. Only the pages themselves know which ones exist. */
export function isPageAddress(address: string): boolean {
  return !programs.test(address) && !isHashed(address) && path.posix.extname(address) === '';
}

/**
 * Serves the built pages from a folder: one document for all pages, and its files. The next handler gets everything
 * else. The log gets templates: addresses of pages contain ids.
 */
export function servePages(folder: string): RequestHandler {
  const document = path.join(folder, 'index.html');
  const files = builtFiles(folder);
  return async (request, response, next) => {
    const { path: address } = request;
    if (programs.test(address) || !['GET', 'HEAD'].includes(request.method)) next();
    else if (!isPageAddress(address)) await files(request, response, next);
    else if (wantsPage(request)) await sendPage(request, response, document);
    else next();
  };
}

/**
 * Callers who name HTML want a page. Programs that accept anything get the page only at the root; elsewhere they get
 * the problem that says that the address is wrong.
 */
function wantsPage(request: Request): boolean {
  return request.accepts(request.path === '/' ? ['html'] : ['json', 'html']) === 'html';
}

async function sendPage(request: Request, response: Response, document: string): Promise<void> {
  contextOf(request).route = '/*';
  const nonce = newNonce();
  setPageHeaders(response, nonce);
  // Read each time, so that a new build shows at once; it is small.
  const page = await readFile(document, 'utf8').catch(missing);
  if (page === undefined) response.status(503).type('text/plain').send(notBuilt);
  else response.type('text/html').send(page.replaceAll(noncePlace, nonce));
}

function missing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
  throw error;
}
