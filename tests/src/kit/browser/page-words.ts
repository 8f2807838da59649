import { randomInt } from 'node:crypto';
import type { Page } from 'playwright-core';

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** A name that nobody had before, so that a run can be repeated on the same network: `Doctor Kqzfw`. */
export function freshName(first: string): string {
  const tail = Array.from({ length: 7 }, () => letters[randomInt(letters.length)]).join('');
  return `${first} ${tail.charAt(0).toUpperCase()}${tail.slice(1)}`;
}

/** A day so many days from now as a date field takes it, in the zone of the tests' browser. */
export function dayIn(days: number): string {
  const day = new Date(Date.now() + days * 24 * 3_600_000);
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Kolkata' }).format(day);
}

/** All words of a page, with its title. */
export async function wordsOn(page: Page): Promise<string> {
  return await page.evaluate<string>('document.title + document.body.innerText');
}
