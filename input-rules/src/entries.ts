import type { Checked } from './checked.js';
import { checkEmail } from './email.js';
import { checkPhone, longestPhone } from './phone.js';
import { checkLine, checkLines } from './text.js';
import { checkUserName } from './user-name.js';

/** One field: its maximum length in UTF-16 units, and the check that gives the value to store. */
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

/** All fields that people fill with their own words, by name, for page and API. */
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

/** Longest search text, UTF-16 units. */
export const longestSearch = 200;

export type EntryName = keyof typeof entries;
