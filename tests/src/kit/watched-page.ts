import type { BrowserContext, Page } from 'playwright-core';

/** A tab whose faults are collected: errors of scripts, refused content (CSP), requests to anywhere else than its hospital. */
export interface WatchedPage {
  readonly page: Page;
  /** What went wrong until now, in words. A refused call of the API is no fault: pages show it. */
  readonly faults: readonly string[];
}

/** Answers that pages are built to show; the browser notes them in its console by itself. */
const answered = /Failed to load resource: the server responded with a status of \d+/;

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
  });
  return { page, faults };
}
