import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Document, flipped, jpeg, pdf, png } from '../src/kit/files/documents.js';
import type { Person } from '../src/kit/api/gateway-client.js';
import { scrollsSideways, violationsOf } from '../src/kit/browser/accessibility.js';
import { Network } from '../src/kit/network/network.js';
import { inkOn, openReport } from '../src/kit/browser/page-reports.js';
import { Visitors } from '../src/kit/browser/page-visitors.js';
import { newPatient } from '../src/kit/api/people.js';
import { notShownWhole, shownWhole, strips } from '../src/kit/files/strange-pdfs.js';

const network = new Network();
let visitors: Visitors;
let patient: Person;
let page: Page;
let opened: Locator | undefined;

/** Pictures of which nothing is missing, and others. */
const pictures: Readonly<Record<string, readonly [words: RegExp | undefined, file: Document]>> = {
  'a whole PNG': [undefined, png('whole.png')],
  'a whole JPEG': [undefined, jpeg('whole.jpg')],
  'a PNG that ends in the middle': [/end is missing/, cut(png('cut.png'), -12)],
  'a JPEG that ends in the middle': [/end is missing/, cut(jpeg('cut.jpg'), -8)],
  'a damaged PNG': [/damaged/, damaged(png('damaged.png'))],
};

beforeAll(async () => {
  [visitors, patient] = await Promise.all([
    Visitors.gather(network),
    newPatient(network, 'HospitalA', 'Reading Patient'),
  ]);
  const pdfs = [
    ...Object.entries({ ...shownWhole, ...strips }),
    ...Object.entries(notShownWhole).map(([name, [, bytes]]) => [name, bytes] as const),
  ];
  for (const [name, bytes] of pdfs) await patient.upload({ ...pdf('file.pdf', []), bytes }, name);
  for (const [name, [, file]] of Object.entries(pictures)) await patient.upload(file, name);
  ({ page } = await visitors.person(patient, '/record'));
}, 300_000);
afterEach(async () => {
  await page.keyboard.press('Escape');
  await opened?.waitFor({ state: 'detached' });
});
afterAll(async () => {
  const faults = await visitors.leave();
  await visitors.close();
  expect(faults).toEqual([]);
});

/** Opens a report and waits until its first page is painted. */
async function open(title: string): Promise<Locator> {
  opened = await openReport(page, `Open “${title}”`, title);
  await opened.locator('canvas, img').first().waitFor();
  await opened.locator('[aria-busy=true]').waitFor({ state: 'detached' });
  return opened;
}

function warningIn(viewer: Locator): Locator {
  return viewer.getByRole('status').filter({ hasText: 'parts that cannot be shown here' });
}

describe('a PDF of which everything can be shown', () => {
  test.each(Object.keys(shownWhole))('is painted and says nothing of missing parts: %s', async (name) => {
    const viewer = await open(name);
    expect(await warningIn(viewer).allInnerTexts()).toEqual([]);
    expect(await inkOn(viewer.locator('canvas'))).toBeGreaterThan(200);
  });

  const ideographs = { japanese: 7, korean: 6, 'simplified chinese': 6, 'traditional chinese': 6 };
  test.each(Object.entries(ideographs))(
    'has a different sign for each character: %s',
    async (name, count) => {
      const viewer = await open(name);
      const signs = await signsOn(viewer.locator('canvas'), count);
      expect(new Set(signs).size).toBe(count);
    },
  );
});

describe('a PDF of which something cannot be shown', () => {
  test.each(Object.entries(notShownWhole))('says what, next to the download: %s', async (name, [words]) => {
    const viewer = await open(name);
    await warningIn(viewer).filter({ hasText: words }).waitFor();
    await viewer.getByText('The file is unaltered').waitFor();
    await viewer.getByRole('button', { name: 'Download' }).waitFor();
  });
});

test('says so to everyone: on a phone, in the dark, to a screen reader', async () => {
  const viewer = await open('an attached file');
  await warningIn(viewer).waitFor();
  for (const width of [320, 1280])
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect([width, colorScheme, await violationsOf(page)]).toEqual([width, colorScheme, []]);
      expect(await scrollsSideways(page)).toBe(false);
    }
});

describe('a picture', () => {
  test.each(Object.entries(pictures))('%s', async (name, [words]) => {
    opened = await openReport(page, `Open “${name}”`, name);
    if (words === undefined) {
      await opened.locator('img').waitFor();
      expect(await warningIn(opened).count()).toBe(0);
    } else await opened.getByRole('status').filter({ hasText: words }).waitFor();
  });
});

describe('a strip', () => {
  const names = Object.keys(strips);

  test.each(names)('is read at thirty times its size in bounded memory: %s', async (name) => {
    const viewer = await open(name);
    const larger = viewer.getByRole('button', { name: 'Larger' });
    while ((await larger.getAttribute('aria-disabled')) === 'false') await larger.click();
    const percent = await viewer.getByRole('status').getByText('%').innerText();
    expect(Number(percent.replaceAll(/[,%]/g, ''))).toBeGreaterThanOrEqual(3_000);
    for (const share of [0, 0.5, 1]) {
      await scrollTo(viewer, share);
      await expect.poll(() => sharpInkIn(viewer), { timeout: 15_000 }).toBeGreaterThan(0);
    }
  });

  test.each(names)('fits the window in width and whole: %s', async (name) => {
    const viewer = await open(name);
    const sheet = viewer.locator('canvas').locator('..');
    const frame = await viewer.getByRole('region').boundingBox();
    if (frame === null) throw new Error('nothing is shown');
    await viewer.getByRole('button', { name: 'Fit page' }).click();
    await expect.poll(async () => (await sheet.boundingBox())?.width).toBeLessThanOrEqual(frame.width);
    expect((await sheet.boundingBox())?.height).toBeLessThanOrEqual(frame.height);
    await viewer.getByRole('button', { name: 'Fit width' }).click();
    await expect.poll(async () => (await sheet.boundingBox())?.width).toBeGreaterThan(frame.width * 0.9);
  });
});

/** Scrolls along a strip, in the middle of its width: 0 is its beginning, 1 its end. */
async function scrollTo(viewer: Locator, share: number): Promise<void> {
  await viewer.getByRole('region').evaluate((element: unknown, where) => {
    type Side = 'clientWidth' | 'clientHeight' | 'scrollWidth' | 'scrollHeight';
    const frame = element as Record<Side, number> & { scrollTo(x: number, y: number): void };
    const { clientWidth, clientHeight, scrollWidth, scrollHeight } = frame;
    const [x, y] = scrollWidth > scrollHeight ? [where, 0.5] : [0.5, where];
    frame.scrollTo((scrollWidth - clientWidth) * x, (scrollHeight - clientHeight) * y);
  }, share);
}

/**
 * Dark points that are in sight, if the picture has a point for each of the screen's and is no larger than 8
 * million points.
 */
async function sharpInkIn(viewer: Locator): Promise<number> {
  return await viewer.locator('canvas').evaluate((element: unknown) => {
    const canvas = element as {
      width: number;
      height: number;
      parentElement: { parentElement: Box & Record<'clientWidth' | 'clientHeight', number> };
      getContext(kind: '2d'): {
        getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
      };
    } & Box;
    interface Box {
      getBoundingClientRect(): { left: number; top: number; width: number; height: number };
    }
    const picture = canvas.getBoundingClientRect();
    const frame = canvas.parentElement.parentElement;
    const seen = frame.getBoundingClientRect();
    if (canvas.width < Math.floor(picture.width) || canvas.width * canvas.height > 8_000_000) return 0;
    const left = Math.max(0, seen.left - picture.left);
    const top = Math.max(0, seen.top - picture.top);
    const width = Math.min(frame.clientWidth, canvas.width - left);
    const height = Math.min(frame.clientHeight, canvas.height - top);
    if (width < 1 || height < 1) return 0;
    const { data } = canvas.getContext('2d').getImageData(left, top, width, height);
    let ink = 0;
    for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 128) ink++;
    return ink;
  });
}

/**
 * What is painted where each character of a line stands: 40 points wide, from 40 points on, the last ones in
 * words apart.
 */
async function signsOn(canvas: Locator, count: number): Promise<string[]> {
  return await canvas.evaluate((element: unknown, characters) => {
    const sheet = element as {
      width: number;
      getContext(kind: '2d'): {
        getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
      };
    };
    const scale = sheet.width / 595;
    return Array.from({ length: characters }, (_each, index) =>
      sheet
        .getContext('2d')
        .getImageData((40 + 40 * index) * scale, 200 * scale, 40 * scale, 55 * scale)
        .data.join(),
    );
  }, count);
}

function cut(document: Document, at: number): Document {
  return { ...document, bytes: document.bytes.subarray(0, at) };
}

/** A PNG whose picture does not fit its own checksum. */
function damaged(document: Document): Document {
  const { bytes } = document;
  return { ...document, bytes: flipped(bytes, bytes.indexOf('IDAT') + 6) };
}
