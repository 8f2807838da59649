import { expect, test } from 'vitest';
import type { ReportItem } from '../src/api/types.js';
import { chosenFrom, type View } from '../src/pages/files/shared-view.js';

const person = { personId: 'per_1', fullName: 'Asha Rao' };

function file(title: string | undefined, day: string, state = 'available'): ReportItem {
  const recordedAt = `2026-11-${day}T08:00:00.000Z`;
  const file = {
    reportId: `rep_${day}`,
    class: 'laboratory',
    recordedAt,
    state,
    owner: person,
    author: person,
  };
  return { ...file, ...(title !== undefined && { title }) } as unknown as ReportItem;
}

const items = [
  file('Zoster', '01'),
  file(undefined, '02'),
  file('Blood test', '03'),
  file('MRI', '04', 'suspended'),
];

function found(view: Partial<View>): readonly string[] {
  const nameOf = ({ title, class: kind }: ReportItem): string => title ?? `Report: ${kind}`;
  const whole = { text: '', class: '', state: '', order: 'newest', ...view } as const;
  const now = '2026-11-30T12:00:00.000Z';
  return chosenFrom(items, whole, { now, nameOf }).map(nameOf);
}

test('a report without a title is found and sorted by the name that the list shows', () => {
  expect(found({ text: 'report labor' })).toEqual(['Report: laboratory']);
  expect(found({ order: 'title' })).toEqual(['Blood test', 'MRI', 'Report: laboratory', 'Zoster']);
});

test('files are listed newest first, or oldest first', () => {
  expect(found({})).toEqual(['MRI', 'Blood test', 'Report: laboratory', 'Zoster']);
  expect(found({ order: 'oldest' })).toEqual(['Zoster', 'Report: laboratory', 'Blood test', 'MRI']);
});

test('files whose recipient is suspended can be selected', () => {
  expect(found({ state: 'recipientSuspended' })).toEqual(['MRI']);
});
