import { NativeSelect, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundDoctor, Purpose } from '../../api/types.js';
import { type FieldErrors, mistakeAt } from '../../ui/error-summary.js';
import { DoctorPicker } from '../people/doctor-picker.js';
import { PatientIdField } from '../people/patient-id-field.js';
import { dayIn, endOfDay, isComing } from '../forms/days.js';
import { UntilField, useUntilMistake } from './until-field.js';

/** With whom a report is shared, for which purpose and until when, while the form is being filled in. */
export interface ShareDraft {
  readonly kind: 'doctor' | 'patient';
  readonly doctor: FoundDoctor | undefined;
  /** Person id of the other patient, or empty. */
  readonly patient: string;
  readonly purpose: Purpose;
  /** The last day. */
  readonly until: string;
}

/** What the API expects. */
interface Share {
  readonly recipient: string;
  readonly purpose: Purpose;
  readonly until: string;
}

/** Purposes that make sense for each kind of recipient; the first one is preselected. */
const purposes: Readonly<Record<ShareDraft['kind'], readonly Purpose[]>> = {
  doctor: ['TREAT', 'CAREMGT', 'HPAYMT', 'HOPERAT', 'HRESCH', 'PUBHLTH', 'HLEGAL', 'PATRQT'],
  patient: ['FAMRQT', 'PATRQT', 'HLEGAL'],
};

/** A new draft. */
export function newShare(kind: ShareDraft['kind']): ShareDraft {
  return {
    kind,
    doctor: undefined,
    patient: '',
    purpose: kind === 'doctor' ? 'TREAT' : 'FAMRQT',
    until: dayIn(30),
  };
}

/** The draft as the API expects it; `undefined` while something is missing. */
export function shareOf({ kind, doctor, patient, purpose, until }: ShareDraft): Share | undefined {
  const recipient = kind === 'doctor' ? doctor?.personId : patient;
  if (recipient === undefined || recipient === '' || !isComing(until)) return undefined;
  return { recipient, purpose, until: endOfDay(until) };
}

/** Finds what is missing; the ids are those of the fields. */
export function useShareErrors(): (draft: ShareDraft, id: string) => FieldErrors {
  const { t } = useTranslation('share');
  const untilMistake = useUntilMistake();
  return ({ kind, doctor, patient, until }, id) => [
    ...(kind === 'doctor' && doctor === undefined ? [{ id: `${id}-doctor`, text: t('missing.doctor') }] : []),
    ...(kind === 'patient' && patient === '' ? [{ id: `${id}-patient`, text: t('missing.recipient') }] : []),
    ...mistakeAt(`${id}-until`, untilMistake(until)),
  ];
}

interface ShareFieldsProps {
  readonly id: string;
  readonly value: ShareDraft;
  readonly onChange: (draft: ShareDraft) => void;
  readonly errors: FieldErrors;
}

/** Recipient, purpose and last day. */
export function ShareFields({ id, value, onChange, errors }: ShareFieldsProps): ReactNode {
  const { t } = useTranslation(['share', 'vocabulary']);
  const errorOf = (field: string): string | undefined =>
    errors.find((each) => each.id === `${id}-${field}`)?.text;
  return (
    <Stack>
      {value.kind === 'doctor' ? (
        <DoctorPicker
          id={`${id}-doctor`}
          label={t('fields.doctor')}
          value={value.doctor}
          error={errorOf('doctor')}
          onChange={(doctor) => {
            onChange({ ...value, doctor });
          }}
        />
      ) : (
        <PatientIdField
          id={`${id}-patient`}
          label={t('fields.recipient')}
          value={value.patient}
          error={errorOf('patient')}
          onChange={(patient) => {
            onChange({ ...value, patient });
          }}
        />
      )}
      <NativeSelect
        id={`${id}-purpose`}
        label={t('vocabulary:label.purpose')}
        description={t('fields.purposeHint')}
        value={value.purpose}
        data={purposes[value.kind].map((each) => ({ value: each, label: t(`vocabulary:purpose.${each}`) }))}
        onChange={(event) => {
          const { value: chosen } = event.currentTarget;
          const purpose = purposes[value.kind].find((each) => each === chosen);
          if (purpose !== undefined) onChange({ ...value, purpose });
        }}
      />
      <UntilField
        id={`${id}-until`}
        value={value.until}
        error={errorOf('until')}
        onChange={(until) => {
          onChange({ ...value, until });
        }}
      />
    </Stack>
  );
}
