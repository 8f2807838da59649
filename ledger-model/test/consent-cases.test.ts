import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decideContribution } from '../src/contribution.js';
import { decideAccess, type Decision } from '../src/decision.js';
import {
  assignmentOf,
  circumstancesOf,
  consentId,
  consentOf,
  exclusionsOf,
  momentOf,
  personNamed,
  purposeNamed,
  reportNamed,
} from './plain-words.js';

/** The cases that compliance officers read: what the ledger holds, the question, and the required answer. */
const text = readFileSync(new URL('./consent-cases.md', import.meta.url), 'utf8');

type Row = Readonly<Record<string, string>>;

/** The rows of the table whose first line has these column names. */
function table(...columns: readonly string[]): Row[] {
  const lines = text.split('\n').map(cellsOf);
  const head = lines.findIndex((cells) => cells.join() === ['No.', ...columns].join());
  if (head < 0) throw new Error('consent-cases.md lacks a table');
  const rest = lines.slice(head + 2);
  const end = rest.findIndex((cells) => cells.length !== columns.length + 1);
  return rest
    .slice(0, end < 0 ? undefined : end)
    .map((cells) => Object.fromEntries(['No.', ...columns].map((name, index) => [name, cells[index] ?? ''])));
}

function cellsOf(line: string): string[] {
  return line.startsWith('|')
    ? line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim())
    : [];
}

const readings = table(
  'Reader',
  'Report',
  'Purpose',
  'When',
  'Consent',
  'Kept out',
  'Besides',
  'Outcome',
  'Reason',
);
const contributions = table('Doctor', 'Assignment', 'Consent', 'Kept out', 'When', 'Outcome', 'Reason');

const cell = (row: Row, name: string): string => row[name] ?? expect.fail(`no column ${name}`);

/** What the ledger decides for a row of the table. */
function read(row: Row): Decision {
  const states = circumstancesOf(cell(row, 'Besides'));
  const patient = personNamed('Paula').pseudonym;
  return decideAccess({
    reader: { ...personNamed(cell(row, 'Reader')), ...states.reader },
    report: { ...reportNamed(cell(row, 'Report')), patient, state: states.report },
    version: { state: states.version },
    proposal: { author: personNamed('Dr. Moss').pseudonym },
    preferences: { exclusions: exclusionsOf(cell(row, 'Kept out')) },
    purpose: purposeNamed(cell(row, 'Purpose')),
    consent: consentOf(cell(row, 'Consent')),
    time: momentOf(cell(row, 'When')),
  });
}

/** What the table requires. */
function wanted(row: Row): Decision {
  const reason = cell(row, 'Reason');
  if (cell(row, 'Outcome') === 'refuse') return { outcome: 'refuse', reason } as Decision;
  const id = reason === 'consent' ? { id: consentId(cell(row, 'Consent')) } : {};
  return { outcome: 'permit', basis: { kind: reason, ...id } } as Decision;
}

function contribute(row: Row): string | undefined {
  return decideContribution({
    doctor: personNamed(cell(row, 'Doctor')),
    patient: personNamed('Paula').pseudonym,
    reportId: reportNamed('knee X-ray').reportId,
    preferences: { exclusions: exclusionsOf(cell(row, 'Kept out')) },
    assignment: assignmentOf(cell(row, 'Assignment')),
    consent: consentOf(cell(row, 'Consent')),
    time: momentOf(cell(row, 'When')),
  });
}

describe('a reading in the table of cases', () => {
  test.each(readings.map((row) => [cell(row, 'No.'), row] as const))('%s', (_, row) => {
    expect(read(row)).toEqual(wanted(row));
  });
});

describe('a contribution in the table of cases', () => {
  test.each(contributions.map((row) => [cell(row, 'No.'), row] as const))('%s', (_, row) => {
    const refusal = cell(row, 'Outcome') === 'refuse' ? cell(row, 'Reason') : undefined;
    expect(contribute(row)).toBe(refusal);
  });
});

describe('the table of cases', () => {
  const rows = [...readings, ...contributions];

  test('counts its cases in the title, and numbers them', () => {
    expect(text).toContain(`: ${rows.length} cases`);
    expect(rows.length).toBeGreaterThanOrEqual(60);
    expect(readings.map((row) => cell(row, 'No.'))).toEqual(readings.map((_, index) => `R${index + 1}`));
    expect(contributions.map((row) => cell(row, 'No.'))).toEqual(
      contributions.map((_, index) => `C${index + 1}`),
    );
  });

  test('has no duplicate case', () => {
    const questions = rows.map((row) => JSON.stringify({ ...row, 'No.': undefined }));
    expect(new Set(questions).size).toBe(rows.length);
  });

  test('uses every reason that it explains, and explains every reason that it uses', () => {
    const explained = text.matchAll(/^\| ([A-Z_]+) +\| [a-z]/gm);
    const used = rows.filter((row) => cell(row, 'Outcome') === 'refuse').map((row) => cell(row, 'Reason'));
    expect([...new Set(used)].sort()).toEqual([...explained].map(([, reason]) => reason).sort());
  });
});
