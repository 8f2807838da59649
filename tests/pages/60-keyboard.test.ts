import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { allowContributions, propose } from '../src/kit/api/care.js';
import { pdf } from '../src/kit/files/documents.js';
import type { Person } from '../src/kit/api/gateway-client.js';
import { Network } from '../src/kit/network/network.js';
import { freshName } from '../src/kit/browser/page-words.js';
import { newDoctor, newPatient } from '../src/kit/api/people.js';
import { visitorsOf } from './support/care.js';

const network = new Network();
const doctorName = freshName('Doctor');
const visitors = visitorsOf(network);
let patient: Person;
let doctor: Person;

beforeAll(async () => {
  patient = await newPatient(network, 'HospitalA', 'Keyboard Patient');
  doctor = await newDoctor(network, 'HospitalB', doctorName);
  await allowContributions(await network.demoPerson('HospitalA', 'registrar'), { patient, doctor });
});

/** Presses Tab until the element has the focus, which has to be seen at every stop. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let stops = 0; stops < 80; stops++) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>(unseenFocus)).toBe('');
    if (await hasFocus(wanted)) return;
  }
  throw new Error('the element cannot be reached by the keyboard');
}

async function press(page: Page, button: Locator): Promise<void> {
  await tabTo(page, button);
  await page.keyboard.press('Enter');
}

/** What an element has of its kind in a browser, whose types these tests do not load. */
interface InDocument {
  readonly ownerDocument: { readonly activeElement: unknown };
}

async function hasFocus(wanted: Locator): Promise<boolean> {
  return await wanted.evaluate(
    (element) => (element as unknown as InDocument).ownerDocument.activeElement === element,
  );
}

/**
 * Names the focused element when nothing at it shows that it has the focus: no outline, no shadow, no border
 * of its own.
 */
const unseenFocus = `(() => {
  const element = document.activeElement;
  if (!element || element === document.body || element.matches('input, textarea, select')) return '';
  const shows = (each) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  };
  return [element, element.parentElement].some(shows) ? '' : element.outerHTML.slice(0, 160);
})()`;

test('the first stop leads past the menu', async () => {
  const { page } = await visitors.person(patient, '/record');
  // A page begins at its heading; back from there the first line of all is the way past the menu.
  const skip = page.getByRole('link', { name: 'Skip to content' });
  for (let stops = 0; stops < 20 && !(await hasFocus(skip)); stops++) await page.keyboard.press('Shift+Tab');
  expect(await hasFocus(skip)).toBe(true);
  expect(await page.evaluate<string>(unseenFocus)).toBe('');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate<boolean>('document.activeElement.closest("main") !== null')).toBe(true);
});

test('a file is chosen, described, shared with a doctor and sent without a mouse', async () => {
  const { page } = await visitors.person(patient, '/share');
  const { fileName, mediaType, bytes } = pdf('keyboard.pdf', ['Keyboard']);
  const chooser = page.waitForEvent('filechooser');
  await press(page, page.getByRole('button', { name: 'Choose a file' }));
  await (await chooser).setFiles({ name: fileName, mimeType: mediaType, buffer: bytes });
  await page.getByText(/keyboard\.pdf \(PDF/).waitFor();
  await tabTo(page, page.getByLabel('Title'));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('By keyboard');
  await tabTo(page, page.getByLabel('Kind of report'));
  await page.keyboard.type('Letter');
  await tabTo(page, page.getByRole('radio', { name: 'Nobody now, only into my record' }));
  await page.keyboard.press('ArrowDown');
  const field = page.getByRole('combobox', { name: /^Doctor/ });
  await tabTo(page, field);
  await page.keyboard.type(doctorName);
  await page.getByRole('option').filter({ hasText: doctorName }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await press(page, page.getByRole('button', { name: 'In a week' }));
  await press(page, page.getByRole('button', { name: 'Check before sending' }));
  await page.getByRole('heading', { name: 'Check before it is sent' }).waitFor();
  await press(page, page.getByRole('button', { name: 'Put into my record and share' }));
  await page.getByText('The report is in your record.').waitFor();
  await page.getByText(/^Shared with .*, for treatment, until/).waitFor();
});

test('a proposal is opened, looked at and accepted without a mouse, and dialogs give the focus back', async () => {
  const title = freshName('Proposal');
  await propose({ patient, doctor }, { ...pdf('proposal.pdf', ['Proposal']), fileName: title });
  const { page } = await visitors.person(patient, '/record');
  const open = page.getByRole('button', { name: `Open the proposal “${title}”` });
  await press(page, open);
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.waitFor();
  // Escape closes, and the focus is where it was.
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await hasFocus(open)).toBe(true);
  await page.keyboard.press('Enter');
  await press(page, dialog.getByRole('button', { name: 'Open and record the reading' }));
  await dialog.getByText('The file is unaltered').waitFor();
  await dialog.locator('canvas').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await press(page, page.getByRole('button', { name: `Accept “${title}” into my record` }));
  await page.getByText(`“${title}” is in your record.`).waitFor();
});
