import type { EventFilter, EventKind, Purpose } from '../../api/types.js';
import { readPersonId } from '../../parts/people/person-id.js';
import { dayIn, startOfDay, startOfDayAfter } from '../../parts/forms/days.js';

/** What the auditor has typed and chosen; empty means any. */
export interface FilterDraft {
  readonly kinds: readonly EventKind[];
  readonly patient: string;
  readonly person: string;
  readonly organization: string;
  readonly purpose: Purpose | '';
  readonly basis: NonNullable<EventFilter['basis']> | '';
  readonly outcome: NonNullable<EventFilter['outcome']> | '';
  /** Only what was recorded long after its signed time. */
  readonly late: boolean;
  /** First and last day, `2026-11-24`, in the auditor's own zone. */
  readonly from: string;
  readonly to: string;
}

/** A filter that everything matches. */
export const everything: FilterDraft = {
  kinds: [],
  patient: '',
  person: '',
  organization: '',
  purpose: '',
  basis: '',
  outcome: '',
  late: false,
  from: '',
  to: '',
};

/** Ready-made questions: what each one sets; the rest of the form stays as it is. */
export const presets = {
  week: () => ({ from: dayIn(-7), to: dayIn(0) }),
  month: () => ({ from: dayIn(-30), to: dayIn(0) }),
  refusals: () => ({ kinds: ['refusal'] as const }),
  suspensions: () => ({ kinds: ['suspension', 'reinstatement'] as const }),
} satisfies Readonly<Record<string, () => Partial<FilterDraft>>>;

/** What is wrong with a draft; each has words in the catalogue. */
export type Mistake = 'patient' | 'person' | 'period';

/** Names what must be corrected before the question may be asked: a wrong one would be recorded too. */
export function mistakesOf({ patient, person, from, to }: FilterDraft): readonly Mistake[] {
  const isWrong = (id: string): boolean => !['empty', 'id'].includes(readPersonId(id).kind);
  return [
    ...(isWrong(patient) ? (['patient'] as const) : []),
    ...(isWrong(person) ? (['person'] as const) : []),
    ...(from !== '' && to !== '' && from > to ? (['period'] as const) : []),
  ];
}

/** The draft as the API expects it: whole days become times, and the end is exclusive. */
export function filterOf(draft: FilterDraft): EventFilter {
  const { kinds, patient, person, organization, purpose, basis, outcome, late, from, to } = draft;
  return {
    ...(kinds.length > 0 && { kinds: [...kinds] }),
    ...idOf('patient', patient),
    ...idOf('person', person),
    ...(organization !== '' && { organization }),
    ...(purpose !== '' && { purpose }),
    ...(basis !== '' && { basis }),
    ...(outcome !== '' && { outcome }),
    ...(late && { late }),
    ...(from !== '' && { from: startOfDay(from) }),
    ...(to !== '' && { to: startOfDayAfter(to) }),
  };
}

function idOf(name: 'patient' | 'person', text: string): Partial<Record<'patient' | 'person', string>> {
  const read = readPersonId(text);
  return read.kind === 'id' ? { [name]: read.personId } : {};
}
