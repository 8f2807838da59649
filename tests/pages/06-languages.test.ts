import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { scrollsSideways } from '../src/kit/browser/accessibility.js';
import { Network } from '../src/kit/network/network.js';
import type { Visitor } from '../src/kit/browser/visitor.js';
import { visitorsOf } from './support/care.js';

const network = new Network();

/** First pages and others of every role. */
const pages = {
  'asha.rao': ['/record', '/share', '/files', '/consents', '/access-log', '/ledger', '/me'],
  'anil.menon': ['/patients', '/share', '/files'],
  registrar: ['/front-desk'],
  auditor: ['/compliance'],
} as const;
const people = Object.entries(pages) as [keyof typeof pages, readonly string[]][];

/** For the tests of a group: how people come to their first page, in a language. */
function arrivals(language: string): (user: keyof typeof pages) => Promise<Visitor> {
  const visitors = visitorsOf(network, { language });
  return (user) => visitors.demo('HospitalA', user, pages[user][0]);
}

/** Words on the page that come from no catalogue: the pseudo-locale puts all of those into brackets. */
const bareWords = `(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element.closest('script, style, code, time, noscript, [data-data]')) continue;
    const text = node.textContent.trim();
    if (/[A-Za-z]{4,}/.test(text) && !/[\\[\\]·]/.test(element.textContent)) found.push(text);
  }
  return found;
})()`;

/** Collects the texts of what a page is answered: names, titles and ids are the same in any language. */
function answersTo(page: Page): Set<string> {
  const texts = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === 'string') texts.add(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  page.on('response', (response) => {
    // An answer that the page left behind has no body to look into.
    if (response.url().includes('/api/')) response.json().then(collect, () => undefined);
  });
  return texts;
}

/** The rest of a text without what was answered, and without what `Intl` writes for dates. */
function wordsBeside(answers: ReadonlySet<string>, text: string): boolean {
  const longestFirst = [...answers].toSorted((one, other) => other.length - one.length);
  // An id on a card is written in groups.
  const rest = longestFirst.reduce(
    (left, answer) => (answer.length < 3 ? left : left.replaceAll(answer, '')),
    text.replace(/^per_ .*/, ''),
  );
  return /[A-Za-z]{4,}/.test(rest.replaceAll(dates, ''));
}
const dates =
  /(?:January|February|March|April|June|July|August|September|October|November|December|days?|hours?|minutes?|seconds?|tomorrow|yesterday)/g;

describe('pseudo-locale', () => {
  const arrive = arrivals('x-pseudo');
  test.each(people)('%s sees no words that are not in the catalogues', async (user, paths) => {
    const here = await arrive(user);
    const answers = answersTo(here.page);
    for (const path of paths) {
      await here.open(path);
      await here.settled();
      const words = await here.page.evaluate<string[]>(bareWords);
      expect([path, words.filter((each) => wordsBeside(answers, each))]).toEqual([path, []]);
      expect([path, await scrollsSideways(here.page)]).toEqual([path, false]);
    }
  });
});

describe('right to left', () => {
  const arrive = arrivals('x-mirror');
  test.each(people)('%s has everything in reach', async (user, paths) => {
    const here = await arrive(user);
    for (const path of paths) {
      await here.open(path);
      expect(await here.page.locator('html').getAttribute('dir')).toBe('rtl');
      expect([path, await scrollsSideways(here.page)]).toEqual([path, false]);
    }
    // The menu is on the side where reading begins.
    const menu = await here.page.getByRole('navigation').boundingBox();
    expect(menu?.x).toBeGreaterThan(600);
  });
});

describe('Hindi', () => {
  const arrive = arrivals('hi');
  test.each(people)('%s reads it on every page', async (user, paths) => {
    const here = await arrive(user);
    for (const path of paths) {
      await here.open(path);
      const heading = await here.page.getByRole('heading', { level: 1 }).innerText();
      expect([path, /\p{Script=Devanagari}/u.test(heading)]).toEqual([path, true]);
      expect(await here.page.locator('html').getAttribute('lang')).toBe('hi');
    }
  });
});

describe('another language', () => {
  const arrive = arrivals('en');
  test('is chosen in the account menu, and kept', async () => {
    const { page } = await arrive('asha.rao');
    await page.getByRole('button', { name: 'Account of Asha Rao' }).click();
    await page.getByRole('menuitemradio', { name: 'हिन्दी' }).click();
    await page.getByRole('link', { name: /मेरा/ }).first().waitFor();
    await page.reload();
    await page.getByRole('link', { name: /मेरा/ }).first().waitFor();
  });
});
