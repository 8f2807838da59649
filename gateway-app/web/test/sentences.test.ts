import { MantineProvider } from '@mantine/core';
import { wrongWords } from '@medseal/input-rules';
import i18next, { type ResourceKey } from 'i18next';
import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { beforeAll, describe, expect, test } from 'vitest';
import { Problem } from '../src/api/problem.js';
import english from '../src/language/en/common.json' with { type: 'json' };
import desk from '../src/language/en/front-desk.json' with { type: 'json' };
import login from '../src/language/en/login.json' with { type: 'json' };
import problems from '../src/language/en/problems.json' with { type: 'json' };
import vocabulary from '../src/language/en/vocabulary.json' with { type: 'json' };
import { interpolation } from '../src/language/isolate.js';
import { useDeskWords } from '../src/pages/front-desk/desk-person.js';
import { LoginProblem } from '../src/pages/login/login-problem.js';
import { PersonName, usePersonWords } from '../src/parts/facts/facts.js';
import { type NamedReport, useReportInSentence } from '../src/parts/reports/report-name.js';
import { LateBadge } from '../src/parts/facts/state-badge.js';

beforeAll(async () => {
  const en: Readonly<Record<string, ResourceKey>> = {
    common: english,
    'front-desk': desk,
    login,
    problems,
    vocabulary,
  };
  await i18next
    .use(initReactI18next)
    .init({ lng: 'en', resources: { en }, defaultNS: 'common', interpolation });
});

/** The text that a component shows. */
function shown(component: () => ReactNode): string {
  const page = createElement(MantineProvider, null, createElement(component));
  return renderToStaticMarkup(page)
    .replaceAll(/<style.*?<\/style>/gsu, '')
    .replaceAll(/<[^>]*>/gu, '')
    .replaceAll('&#x27;', '’');
}

const doctor = {
  personId: 'per_0123456789abcdefghijklmnopq',
  organization: 'HospitalB',
  fullName: 'Dr Rao',
  specialty: 'Cardiology',
  officeAddress: 'Ward 3\nSecond floor\n570001 Mysuru',
};

describe('a doctor in a sentence', () => {
  test('has only the first line of the office', () => {
    expect(shown(() => usePersonWords()(doctor))).toBe('Dr Rao (Cardiology, Ward 3), HospitalB');
  });

  test('has no more of a long line than a sentence has room for', () => {
    const words = shown(() => usePersonWords()({ ...doctor, officeAddress: 'Hall '.repeat(60) }));
    expect(words).toMatch(/^Dr Rao \(Cardiology, (Hall ?)+…\), HospitalB$/u);
    expect(words.length).toBeLessThan(100);
  });

  test('moves no word around a right-to-left name', () => {
    expect(shown(() => usePersonWords()({ ...doctor, fullName: 'أحمد', officeAddress: 'قسم ٣' }))).toBe(
      '\u2068أحمد\u2069 (\u2068Cardiology, \u2068قسم ٣\u2069\u2069), HospitalB',
    );
  });

  test('has the whole office in a cell', () => {
    expect(shown(() => createElement(PersonName, { person: doctor }))).toContain(
      'Cardiology · Ward 3, Second floor, 570001 Mysuru',
    );
  });
});

test('the desk tells people with the same name apart', () => {
  const { personId, fullName: name, specialty, officeAddress: address } = doctor;
  const office = { specialty, address, designation: 'Consultant' };
  expect(shown(() => useDeskWords()({ personId, name, office }))).toBe('Dr Rao (Cardiology, Ward 3)');
  expect(shown(() => useDeskWords()({ personId, name }))).toBe('Dr Rao (per_0123…nopq)');
});

test.each<[NamedReport, string]>([
  [{ title: 'Blood test', class: 'laboratory' }, '“Blood test”'],
  [{ class: 'laboratory', proposedAt: '2026-11-03T10:00:00Z' }, 'a laboratory report of 3 November 2026'],
  [{ class: 'imaging', recordedAt: '2026-11-03T10:00:00Z' }, 'an imaging report of 3 November 2026'],
  [{}, 'a report'],
])('a sentence names the report %j %s', (report, words) => {
  expect(shown(() => useReportInSentence()(report))).toBe(words);
});

test('what was recorded late says what that means', () => {
  expect(shown(() => createElement(LateBadge))).toContain('more than two minutes later.');
});

test.each([
  ['/user', wrongWords.userNameBlank, true],
  ['/user', wrongWords.nothingVisible, false],
  ['/password', wrongWords.userNameBlank, false],
])('a login that is refused for %s, %s, speaks of blanks: %s', (pointer, detail, isBlank) => {
  const problem = new Problem('INVALID', { errors: [{ pointer, detail }] });
  const words = shown(() => createElement(LoginProblem, { problem }));
  expect(words.includes(problems.entered.userNameBlank)).toBe(isBlank);
});
