import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Person } from '../api/gateway-client.js';
import type { Document } from '../files/documents.js';
import { eventually } from '../eventually.js';

/** What people do with reports on pages. */

/** Chooses a file by the form's button. */
export async function chooseFile(page: Page, file: Document | string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.locator('#share-file').click();
  const given =
    typeof file === 'string' ? file : { name: file.fileName, mimeType: file.mediaType, buffer: file.bytes };
  await (await chooser).setFiles(given);
}

/**
 * Chooses a file that the form takes, and waits until the form has looked at it: until then its name may
 * become the title.
 */
export async function addFile(page: Page, file: Document | string): Promise<void> {
  await chooseFile(page, file);
  const name = typeof file === 'string' ? path.basename(file) : file.fileName;
  await page.getByText(`${name} (`).waitFor();
}

/** Finds a doctor by name in the field with this element id, and chooses the one that is found. */
export async function chooseDoctor(page: Page, id: string, fullName: string): Promise<void> {
  await page.locator(`#${id}`).fill(fullName);
  // The list of all doctors comes first; once the search is answered, it shows only the doctor who was searched for.
  const listed = page.locator('[data-combobox-option]:visible');
  await eventually('the search is answered', async () => (await listed.count()) === 1 || undefined);
  await listed.filter({ hasText: fullName }).click();
}

/** A doctor finds a patient by the id on the card, on the page of patients. */
export async function findPatient(page: Page, { personId }: Person): Promise<void> {
  await page.locator('#find-patient').fill(personId);
  await page.getByRole('button', { name: 'Find patient' }).click();
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
  await viewer.getByText('The file is unaltered').waitFor();
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
