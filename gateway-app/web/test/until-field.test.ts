import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import i18next from 'i18next';
import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { beforeAll, expect, test, vi } from 'vitest';
import { type About, aboutKey } from '../src/api/about.js';
import english from '../src/language/en/common.json' with { type: 'json' };
import { dayIn, lastDay } from '../src/parts/forms/days.js';
import { UntilField, useUntilMistake } from '../src/parts/sharing/until-field.js';

// The client reads the page's origin as soon as it is loaded.
vi.hoisted(() => vi.stubGlobal('location', { origin: 'http://127.0.0.1' }));

beforeAll(async () => {
  await i18next
    .use(initReactI18next)
    .init({ lng: 'en', resources: { en: { common: english } }, defaultNS: 'common' });
});

/** What a component shows on pages of a gateway with this limit, or with none. */
function shown(component: () => ReactNode, longestConsentDays?: number): string {
  const about: About = {
    organization: 'HospitalA',
    kind: 'hospital',
    organizations: [],
    maxReportSize: 1,
    mediaTypes: [],
    idleMinutes: 15,
    hasStaff: true,
    ...(longestConsentDays !== undefined && { longestConsentDays }),
  };
  const client = new QueryClient();
  client.setQueryData(aboutKey, about);
  const page = createElement(MantineProvider, null, createElement(component));
  return renderToStaticMarkup(createElement(QueryClientProvider, { client }, page));
}

/** The words of the buttons, and the last day that may be typed. */
function offered(longestConsentDays?: number) {
  const field = shown(
    () => createElement(UntilField, { id: 'until', value: '', onChange: () => undefined }),
    longestConsentDays,
  );
  return {
    days: Object.entries(english.untilPresets).flatMap(([days, words]) =>
      field.includes(`>${words}<`) ? [Number(days)] : [],
    ),
    last: / max="([^"]*)"/.exec(field)?.[1],
  };
}

/** Shown for a day that may be chosen. */
const fine = 'nothing is wrong';

function mistake(day: string, longestConsentDays?: number): string {
  return shown(() => createElement('p', null, useUntilMistake()(day) ?? fine), longestConsentDays);
}

test.each([
  [365, [1, 7, 30, 365]],
  [400, [1, 7, 30, 365]],
  [90, [1, 7, 30]],
  [7, [1, 7]],
])('a limit of %i days offers no more', (longest, days) => {
  expect(offered(longest)).toEqual({ days, last: lastDay(longest) });
  expect(mistake(dayIn(longest + 1), longest)).not.toContain(fine);
  expect(mistake(lastDay(longest), longest)).toContain(fine);
});

test('while the limit is not known, nothing is offered that may be too long, and the ledger decides about typed days', () => {
  expect(offered()).toEqual({ days: [1, 7, 30], last: '9997-12-31' });
  expect(mistake(dayIn(400))).toContain(fine);
  expect(mistake(dayIn(-1))).not.toContain(fine);
});
