import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { connectionOf } from '../src/kit/network/connection.js';
import { lengthened, pdf } from '../src/kit/files/documents.js';
import { Network } from '../src/kit/network/network.js';
import { addFile, chooseDoctor, chooseFile, inkOn, openReport } from '../src/kit/browser/page-reports.js';
import { freshName } from '../src/kit/browser/page-words.js';
import { careAt } from './support/care.js';

const network = new Network();
const folder = mkdtempSync(path.join(tmpdir(), 'medseal-share-'));
const care = careAt(network, { patient: 'HospitalA', doctor: 'HospitalB' });

afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Item {
  readonly reportId: string;
  readonly title?: string;
  readonly ciphertextSha256: string;
}

async function ownReports(): Promise<readonly Item[]> {
  return (await care.patient.call<{ items: Item[] }>('GET', '/reports?filter=own')).items;
}

/** The value of a receipt's line, whole. */
async function onReceipt(page: Page, name: string): Promise<string> {
  const line = page.locator('dl > div').filter({ has: page.getByText(name, { exact: true }) });
  return (await line.locator('[title]').first().getAttribute('title')) ?? '';
}

describe('a file that is not taken', () => {
  test('is refused before anything is sent: a text that calls itself PDF, and one that is too large', async () => {
    const { page } = await care.visitors.person(care.patient, '/share');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET') sent.push(request.url());
    });
    const text = { ...pdf('letter.pdf', []), bytes: Buffer.from('Dear doctor, this is not a PDF.') };
    await chooseFile(page, text);
    await page
      .getByRole('alert')
      .filter({ hasText: '“letter.pdf” is not a PDF, PNG or JPEG file' })
      .waitFor();
    const large = path.join(folder, 'scan.pdf');
    await writeFile(large, pdf('scan.pdf', ['Scan']).bytes);
    // Says to be large without taking room.
    await truncate(large, 2 ** 31 + 1);
    await chooseFile(page, large);
    await page.getByRole('alert').filter({ hasText: '“scan.pdf” is larger than' }).waitFor();
    await page.getByRole('button', { name: 'Check before sending' }).click();
    await page.getByRole('link', { name: 'Choose a file.' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('share-file');
    expect(sent).toEqual([]);
  });
});

describe('a shared file', () => {
  const title = freshName('Blood test');
  const lines = ['Blood test', 'Haemoglobin 13.9 g/dL', 'Ferritin 88 ug/L'];
  const document = lengthened(pdf('blood-test.pdf', lines), 1_500_000);

  test('is sent with progress, can be cancelled without a trace, and ends with a receipt', async () => {
    const { page } = await care.visitors.person(care.patient, '/share');
    await addFile(page, document);
    await page.getByText('blood-test.pdf (PDF,').waitFor();
    await page.locator('#share-title').fill(title);
    await page.locator('#share-class').selectOption('Laboratory');
    await page.getByRole('radio', { name: 'With a doctor' }).check();
    await chooseDoctor(page, 'share-with-doctor', care.doctorName);
    await page.getByRole('button', { name: 'Check before sending' }).click();
    await page.getByRole('heading', { name: 'Check before it is sent' }).waitFor();
    await page
      .getByText(`${care.doctorName} (Cardiology, Ward 3), HospitalB, for treatment, until`)
      .waitFor();

    const connect = await connectionOf(page);
    await connect({ isThere: true, upload: 200_000 });
    await page.getByRole('button', { name: 'Put into my record and share' }).click();
    await page.getByText(/^[1-9][\d.]* (?:kB|MB) of 1\.5 MB$/).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Cancelled. Nothing was stored and nothing was recorded.').waitFor();
    expect(await ownReports()).toEqual([]);

    await connect({ isThere: true });
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Receipt' }).waitFor();
    await page
      .getByText(`Shared with ${care.doctorName} (Cardiology, Ward 3), HospitalB, for treatment, until`)
      .waitFor();
    const [report] = await ownReports();
    expect(report?.title).toBe(title);
    expect(await onReceipt(page, 'SHA-256 of the sealed report')).toBe(report?.ciphertextSha256);
    const transaction = await onReceipt(page, 'Transaction');
    expect(transaction).toMatch(/^[0-9a-f]{64}$/);
    await page.getByRole('link', { name: /^Block \d+$/ }).click();
    await page.getByRole('heading', { level: 1, name: /^Block \d+$/ }).waitFor();
    await page.locator(`a[title="${transaction}"]`).waitFor();
  });

  test('is seen, opened, saved and verified by the doctor at the other hospital', async () => {
    const { page } = await care.visitors.person(care.doctor, '/files?tab=received');
    const row = page.getByRole('row').filter({ hasText: title });
    await row.getByText('Available').waitFor();
    const hash = (await ownReports())[0]?.ciphertextSha256 ?? '';
    await row.locator(`[title="${hash}"]`).waitFor();

    const viewer = await openReport(page, `Open “${title}”`, title);
    const canvas = viewer.locator('canvas');
    await expect.poll(() => inkOn(canvas), { timeout: 15_000 }).toBeGreaterThan(50);
    const saving = page.waitForEvent('download');
    await viewer.getByRole('button', { name: 'Download' }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe('blood-test.pdf');
    expect((await readFile(await saved.path())).equals(document.bytes)).toBe(true);

    await viewer.getByRole('button', { name: 'Verify' }).click();
    await viewer.getByText('Match: the stored bytes are those on the ledger').waitFor();
    const shown = await viewer.getByText(hash.replace('sha256:', '')).allInnerTexts();
    expect(shown).toHaveLength(2);
    await viewer.getByRole('link', { name: /^Block \d+$/ }).waitFor();
  });

  test('lies under sent files of the patient, who ends the sharing there', async () => {
    const { page } = await care.visitors.person(care.patient, '/files?tab=sent');
    const row = page.getByRole('row').filter({ hasText: title });
    await row.getByText(care.doctorName).waitFor();
    await row.getByRole('button', { name: `Revoke the sharing of “${title}”` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page
      .getByRole('status')
      .filter({ hasText: `The sharing of “${title}” is revoked.` })
      .waitFor();
    await row.getByText('Revoked').waitFor();
  });
});
