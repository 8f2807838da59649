import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';
import { findChromium } from '../../../../network/bootstrap/test-programs.mjs';

/** Without these, Chromium requests updates from its maker's servers, and a closed network refuses each request. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How a browser is set up for a test. */
export interface BrowserSettings {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** A language of the pages, or a test language: `x-pseudo`, `x-mirror`. */
  readonly language?: string;
}

/** A real Chromium with an empty profile, which is deleted at the end. */
export interface Chromium {
  readonly context: BrowserContext;
  /** Tabs with cookies of their own, as if on another device, in the same program. */
  apart(): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** Starts one. `CHROMIUM_PATH` names another program. @throws when there is none, with what to do. */
export async function startChromium(settings: BrowserSettings = {}): Promise<Chromium> {
  const profile = mkdtempSync(path.join(tmpdir(), 'medseal-chromium-'));
  const options = optionsFor(settings);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: program(),
    args: quiet,
    headless: true,
    ...options,
  });
  await speak(context, settings);
  return {
    context,
    apart: async () => {
      const further = await context.browser()?.newContext(options);
      if (further === undefined) throw new Error('Chromium is closed');
      return await speak(further, settings);
    },
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function optionsFor({ theme = 'light', width = 1280, height = 900 }: BrowserSettings): BrowserContextOptions {
  return {
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-IN',
    timezoneId: 'Asia/Kolkata',
    acceptDownloads: true,
    permissions: ['clipboard-read', 'clipboard-write'],
  };
}

/** Chooses the language before the first page, as someone who has been here before would have. */
async function speak(context: BrowserContext, { language = 'en' }: BrowserSettings): Promise<BrowserContext> {
  await context.addInitScript(
    `if (!localStorage.getItem('medseal-language')) localStorage.setItem('medseal-language', ${JSON.stringify(language)});`,
  );
  return context;
}

function program(): string {
  const found = findChromium();
  if (found === undefined)
    throw new Error('no Chromium: apt-get install chromium, or name one with CHROMIUM_PATH');
  return found;
}
