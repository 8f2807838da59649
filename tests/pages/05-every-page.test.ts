import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scrollsSideways, violationsOf } from '../src/kit/browser/accessibility.js';
import { Network } from '../src/kit/network/network.js';
import { pageStates, type PageState } from '../src/kit/browser/page-states.js';
import { Visitors } from '../src/kit/browser/page-visitors.js';
import type { Visitor } from '../src/kit/browser/visitor.js';

/**
 * Screenshots of every page and state, to look at one by one; they take time, so they are made only with
 * `PAGE_PICTURES=1`.
 */
const wantsPictures = process.env['PAGE_PICTURES'] === '1';
const output = fileURLToPath(new URL('../output/pages/', import.meta.url));

/**
 * How each state is looked at: both themes, wide and at 320 px, which is also 1280 px at 400 % zoom (WCAG 1.4.10). A
 * second theme at the same width changes colours only.
 */
const looks = [
  { name: 'light', theme: 'light', width: 1280, rules: 'all' },
  { name: 'dark', theme: 'dark', width: 1280, rules: 'colours' },
  { name: 'narrow-dark', theme: 'dark', width: 320, rules: 'all' },
  { name: 'narrow', theme: 'light', width: 320, rules: 'colours' },
] as const;

const network = new Network();
let visitors: Visitors;
const people = [...new Set(pageStates.map(({ who }) => who))];

beforeAll(async () => {
  visitors = await Visitors.gather(network);
  if (!wantsPictures) return;
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
});
afterAll(async () => {
  await visitors.close();
});

describe.each(people)('%s', (who) => {
  let visitor: Visitor;
  beforeAll(async () => {
    const [organization = '', user] = who.split('/');
    visitor = await (user === undefined
      ? visitors.stranger(organization)
      : visitors.demo(organization, user, '/me'));
  });
  afterAll(async () => {
    await visitors.leave();
  });

  const states = pageStates.filter((state) => state.who === who);
  test.each(states.map((state) => [state.name, state] as const))('%s', async (_name, state) => {
    await show(visitor, state);
    const faults: string[] = [];
    for (const look of looks) faults.push(...(await faultsIn(visitor, state.name, look)));
    expect([...faults, ...visitor.tab.faults]).toEqual([]);
  });
});

async function show(visitor: Visitor, { path: address, reach }: PageState): Promise<void> {
  await visitor.page.setViewportSize({ width: 1280, height: 900 });
  await visitor.open(address);
  // Content that is still being read would hide what is wrong with it.
  await visitor.settled();
  await reach?.(visitor);
  await visitor.settled();
}

async function faultsIn({ page }: Visitor, name: string, look: (typeof looks)[number]): Promise<string[]> {
  await page.setViewportSize({ width: look.width, height: 900 });
  await page.emulateMedia({ colorScheme: look.theme, reducedMotion: 'reduce' });
  await page.locator(`html[data-mantine-color-scheme=${look.theme}]`).waitFor({ state: 'attached' });
  const faults = await violationsOf(page, look.rules);
  if (wantsPictures)
    await page.screenshot({ path: path.join(output, `${name}-${look.name}.png`), fullPage: true });
  if (await scrollsSideways(page)) faults.push('scrolls sideways');
  return faults.map((fault) => `${look.name}: ${fault}`);
}
