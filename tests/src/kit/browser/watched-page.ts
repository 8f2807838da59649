import type { BrowserContext, Page, Request } from 'playwright-core';

/**
 * A tab whose faults are collected: errors of scripts, refused content (CSP), requests to anywhere else than
 * its hospital, calls of the API that do not say whose page they come from.
 */
export interface WatchedPage {
  readonly page: Page;
  /** What went wrong until now, in words. A refused call of the API is not a fault: pages show it. */
  readonly faults: readonly string[];
}

/** Answers and missing ones that pages are built to show; the browser notes them in its console by itself. */
const answered =
  /Failed to load resource: (?:the server responded with a status of \d+|net::ERR_INTERNET_DISCONNECTED)/;

/** Opens a tab of one hospital's pages. */
export async function openWatched(context: BrowserContext, gateway: string): Promise<WatchedPage> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !answered.test(message.text()))
      faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(gateway) && !/^(?:blob|data|about):/.test(url)) faults.push(`request to ${url}`);
    if (!saysItsPerson(request)) faults.push(`${request.method()} ${url} without the page’s person`);
  });
  return { page, faults };
}

/** Calls of a page that belongs to nobody yet. */
const beforeLogIn = [
  'GET /api/v1/about',
  'GET /api/v1/sessions/current',
  'POST /api/v1/sessions',
  'POST /api/v1/registrations',
];

/** Does a call of the API name a person, by header or query, as all but the first ones must? */
function saysItsPerson(request: Request): boolean {
  const { pathname, searchParams } = new URL(request.url());
  if (!pathname.startsWith('/api/') || beforeLogIn.includes(`${request.method()} ${pathname}`)) return true;
  return (request.headers()['medseal-person'] ?? searchParams.get('person') ?? '').startsWith('per_');
}
