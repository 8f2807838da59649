import { useTranslation } from 'react-i18next';
import type { ConsentWish, FoundDoctor, Permission, Purpose } from '../../api/types.js';
import type { ConsentTerms } from '../../parts/sharing/consent-words.js';
import { mostReports } from '../../parts/reports/report-picker.js';
import { dayIn, endOfDay, startOfDay } from '../../parts/forms/days.js';
import { useUntilMistake } from '../../parts/sharing/until-field.js';
import type { FieldErrors } from '../../ui/error-summary.js';

/** A consent that is being written. */
export interface ConsentDraft {
  readonly kind: 'doctor' | 'patient' | 'organization';
  readonly doctor: FoundDoctor | undefined;
  readonly patient: string;
  readonly organization: string;
  readonly permission: Permission;
  readonly purposes: readonly Purpose[];
  readonly scope: 'some' | 'all';
  readonly reports: readonly string[];
  /** A day, or empty for at once. */
  readonly from: string;
  readonly until: string;
}

/** A new consent starts with one doctor, some reports, treatment, a month. */
export function newDraft(): ConsentDraft {
  return {
    kind: 'doctor',
    doctor: undefined,
    patient: '',
    organization: '',
    permission: 'read',
    purposes: ['TREAT'],
    scope: 'some',
    reports: [],
    from: '',
    until: dayIn(30),
  };
}

/** Doctors can contribute; patients can only be permitted to read. */
export function permissionOf({ kind, permission }: ConsentDraft): Permission {
  return kind === 'patient' ? 'read' : permission;
}

/** What is sent, or `undefined` while the grantee is missing. */
export function wishOf(draft: ConsentDraft): ConsentWish | undefined {
  const grantee = granteeOf(draft);
  if (grantee === undefined) return undefined;
  const { from, until } = draft;
  return {
    grantee,
    permission: permissionOf(draft),
    purposes: [...draft.purposes],
    scope: scopeOf(draft),
    // "From today" means at once: the ledger's clock decides.
    ...(from > dayIn(0) && { from: startOfDay(from) }),
    until: endOfDay(until),
  };
}

function scopeOf(draft: ConsentDraft): ConsentWish['scope'] {
  const all = permissionOf(draft) === 'contribute' || draft.scope === 'all';
  return all ? { all: true } : { reports: [...draft.reports] };
}

function granteeOf({
  kind,
  doctor,
  patient,
  organization,
}: ConsentDraft): ConsentWish['grantee'] | undefined {
  switch (kind) {
    case 'doctor':
      return doctor === undefined ? undefined : { person: doctor.personId };
    case 'patient':
      return patient === '' ? undefined : { person: patient };
    case 'organization':
      return { organization, role: 'doctor' };
  }
}

/** The same for a sentence, with the doctor's name. */
export function termsOf({ kind, doctor }: ConsentDraft, { grantee, ...wish }: ConsentWish): ConsentTerms {
  if (!('person' in grantee)) return { ...wish, grantee };
  if (kind === 'doctor' && doctor !== undefined) return { ...wish, grantee: doctor };
  return { ...wish, grantee: { personId: grantee.person } };
}

/** Finds what is missing or wrong, field by field. */
export function useDraftMistakes(): (draft: ConsentDraft) => FieldErrors {
  const { t } = useTranslation('consents');
  const untilMistake = useUntilMistake();
  return (draft) => {
    const found: readonly (string | false)[][] = [
      ['consent-who', nobody(draft) && t(`new.missing.${draft.kind}`)],
      ['consent-purposes', draft.purposes.length === 0 && t('new.missing.purposes')],
      ['consent-reports', picks(draft) && draft.reports.length === 0 && t('picker.missing')],
      [
        'consent-reports',
        picks(draft) && draft.reports.length > mostReports && t('picker.tooMany', { count: mostReports }),
      ],
      ['consent-until', untilMistake(draft.until, { from: draft.from }) ?? false],
      ['consent-from', draft.from > draft.until && t('new.missing.from')],
    ];
    return found.flatMap(([id, text]) =>
      typeof id === 'string' && typeof text === 'string' ? [{ id, text }] : [],
    );
  };
}

function nobody({ kind, doctor, patient, organization }: ConsentDraft): boolean {
  return { doctor: doctor === undefined, patient: patient === '', organization: organization === '' }[kind];
}

function picks(draft: ConsentDraft): boolean {
  return permissionOf(draft) === 'read' && draft.scope === 'some';
}
