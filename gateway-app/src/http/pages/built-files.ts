import path from 'node:path';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { contextOf } from '../server/request-context.js';
import { setPageHeaders } from '../server/security-headers.js';

/** A form in which the build wrote each file. */
interface Form {
  /** Content coding; the plain file has none. */
  readonly encoding?: string;
  readonly suffix: string;
}

/** Best first; a compressed file is next to the plain one. */
const forms: readonly Form[] = [
  { encoding: 'br', suffix: '.br' },
  { encoding: 'gzip', suffix: '.gz' },
  { suffix: '' },
];

const forEver = 'public, max-age=31536000, immutable';

/**
 * Serves what the build wrote. Names under `/assets/` hold a hash of their content, so browsers keep those files
 * forever, and request others again. express.static finds the file, safe from `..`, hidden names and other folders.
 */
export function builtFiles(folder: string): RequestHandler {
  const servers = forms.map((form) => ({ ...form, serve: serveForm(folder, form) }));
  return async (request, response, next) => {
    contextOf(request).route = isHashed(request.path) ? '/assets/*' : '/{file}';
    setPageHeaders(response);
    response.vary('accept-encoding');
    // The document has addresses of its own, where it is served with a nonce.
    if (!isDocument(request.path))
      for (const { encoding, serve } of servers)
        if (isAccepted(request, encoding) && (await serve(request, response))) return;
    next();
  };
}

/** Serves one form of a file and says whether it did. */
function serveForm(folder: string, { encoding, suffix }: Form) {
  const files = express.static(folder, {
    index: false,
    redirect: false,
    cacheControl: false,
    acceptRanges: false,
    setHeaders: (response: Response, file: string) => {
      response.type(path.extname(file.slice(0, file.length - suffix.length)));
      if (encoding !== undefined) response.setHeader('content-encoding', encoding);
      response.setHeader('cache-control', isHashed(response.req.path) ? forEver : 'no-cache');
    },
  });
  return (request: Request, response: Response): Promise<boolean> => {
    const { url } = request;
    request.url = request.path + suffix;
    return new Promise((resolve, reject) => {
      response.once('close', () => {
        resolve(true);
      });
      void files(request, response, (error?: unknown) => {
        request.url = url;
        if (error === undefined) resolve(false);
        else reject(new Error('a file could not be served', { cause: error }));
      });
    });
  };
}

function isAccepted(request: Request, encoding: string | undefined): boolean {
  return encoding === undefined || request.acceptsEncodings(encoding) !== false;
}

/** True in the folder whose names hold a hash of their content. */
export function isHashed(address: string): boolean {
  return address.startsWith('/assets/');
}

function isDocument(address: string): boolean {
  return path.posix.normalize(decodeURIComponent(address)).toLowerCase() === '/index.html';
}
