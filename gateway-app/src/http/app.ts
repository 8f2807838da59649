import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Pseudonym } from '@medseal/ledger-model';
import type { Clock } from '../domain/shared/clock.js';
import { Failure } from '../domain/shared/failure.js';
import type { SessionOpener } from '../domain/people/sessions.js';
import type { IdempotentRequests } from '../use-cases/shared/idempotent-requests.js';
import type { SessionCookie } from './server/credentials.js';
import { errorHandler, notFound } from './server/error-handler.js';
import { refuseForeignPages } from './server/fetch-metadata.js';
import { mount } from './server/mount.js';
import { openApiDocument, type RouteGroup } from './api/openapi.js';
import { isPageAddress, servePages } from './pages/web-app.js';
import { limitRate } from './server/rate-limit.js';
import { withContext } from './server/request-context.js';
import { requestLog } from './server/request-log.js';
import { apiHeaders } from './server/security-headers.js';

/** What the HTTP interface is made of. */
export interface AppOptions {
  readonly groups: readonly RouteGroup[];
  readonly sessions: SessionOpener;
  readonly cookie: SessionCookie;
  readonly now: Clock;
  readonly once: IdempotentRequests;
  /** Is the person of a session active on the ledger? */
  readonly mayAct: (pseudonym: Pseudonym) => Promise<boolean>;
  readonly log: Logger;
  readonly requestsPerMinute: number;
  /** Folder of the built web pages. */
  readonly webRoot: string;
  /** Version of this gateway. */
  readonly version: string;
}

/** Builds the Express application from declared routes. */
export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.set('query parser', 'simple');
  // Behind HTTPS, a proxy on this machine passes on the caller's address; no one else is believed.
  app.set('trust proxy', options.cookie.secure ? 'loopback' : false);
  app.use(withContext, requestLog(options.log), apiHeaders(), noStore, requireVersion);
  app.use(refuseForeignPages(isPageAddress));
  app.use(limitRate(options.requestsPerMinute));
  const document = openApiDocument({ title: 'medseal gateway', version: options.version }, options.groups);
  app.get('/openapi.json', (_request, response) => {
    response.json(document);
  });
  for (const { base, routes } of options.groups) app.use(mount(base, routes, options));
  app.use(servePages(options.webRoot));
  app.use(notFound);
  app.use(errorHandler(options.log));
  return app;
}

/** HTTP/0.9 has no headers, so no `Host` and no credentials. */
const requireVersion: RequestHandler = (request, _response, next) => {
  if (request.httpVersionMajor < 1) throw new Failure('INVALID', 'The request names no version of HTTP.');
  next();
};

const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader('cache-control', 'no-store');
  next();
};
