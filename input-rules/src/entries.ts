import type { Checked } from './checked.js';
import { checkEmail } from './email.js';
import { checkPhone, longestPhone } from './phone.js';
import { checkLine, checkLines } from './text.js';
import { checkUserName } from './user-name.js';

/** What is asked for at one place: how long it may be, UTF-16 units, and what of it is kept. */
export interface Entry {
  readonly longest: number;
  readonly check: (text: string) => Checked;
}

function line(longest: number): Entry {
  return { longest, check: (text) => checkLine(text, longest) };
}

function lines(longest: number): Entry {
  return { longest, check: (text) => checkLines(text, longest) };
}

/** Everything that a person writes in words of their own, by what it is, for page and API. */
export const entries = {
  userName: { longest: 64, check: checkUserName },
  fullName: line(200),
  phone: { longest: longestPhone, check: checkPhone },
  email: { longest: 254, check: checkEmail },
  address: lines(300),
  officeAddress: lines(300),
  designation: line(100),
  specialty: line(100),
  title: line(300),
  fileName: line(255),
  /** Why a registration or a proposal is refused, or a person suspended. */
  reason: line(500),
} as const satisfies Readonly<Record<string, Entry>>;

/** Longest text that something is looked for by, UTF-16 units. */
export const longestSearch = 200;

export type EntryName = keyof typeof entries;
