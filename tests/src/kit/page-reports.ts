import type { Locator, Page } from 'playwright-core';
import type { Document } from './documents.js';

/** What people do with reports on pages. */

/** Chooses a file by the form's button. */
export async function chooseFile(page: Page, file: Document | string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.locator('#share-file').click();
  const given =
    typeof file === 'string' ? file : { name: file.fileName, mimeType: file.mediaType, buffer: file.bytes };
  await (await chooser).setFiles(given);
}

/** Finds a doctor by name in the field with this element id, and chooses the one that is found. */
export async function chooseDoctor(page: Page, id: string, fullName: string): Promise<void> {
  await page.locator(`#${id}`).fill(fullName);
  await page.getByRole('option').filter({ hasText: fullName }).click();
}

/** The window over the page in which a report of this title is open, or being opened. */
export function viewerOf(page: Page, title: string): Locator {
  return page.getByRole('dialog', { name: title });
}

/** Presses the button that opens a report, agrees that the reading is recorded, and waits until it is shown. */
export async function openReport(page: Page, button: string, title: string): Promise<Locator> {
  await page.getByRole('button', { name: button }).click();
  const viewer = viewerOf(page, title);
  await viewer.getByRole('button', { name: 'Open and record the reading' }).click();
  await viewer.getByText('Whole and unaltered').waitFor();
  return viewer;
}

/** What a canvas has of its kind in a browser, whose types these tests do not load. */
interface Canvas {
  readonly width: number;
  readonly height: number;
  getContext(kind: '2d'): {
    getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
  };
}

/** How many points of a canvas are dark: nothing is on it when there are none. */
export async function inkOn(canvas: Locator): Promise<number> {
  return await canvas.evaluate((element: unknown) => {
    const sheet = element as Canvas;
    const { data } = sheet.getContext('2d').getImageData(0, 0, sheet.width, sheet.height);
    let ink = 0;
    for (let at = 0; at < data.length; at += 4) if ((data[at + 3] ?? 0) > 0 && (data[at] ?? 255) < 128) ink++;
    return ink;
  });
}
