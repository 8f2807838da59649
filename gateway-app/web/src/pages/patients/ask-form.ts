import type { FoundDoctor, Permission, Purpose } from '../../api/types.js';

/** The content of a request form. */
export interface AskForm {
  readonly permission: Permission;
  /** Is it for chosen reports only? */
  readonly named: boolean;
  readonly reports: readonly string[];
  readonly purpose: Purpose | undefined;
  /** `2026-12-24`, or empty. */
  readonly until: string;
  readonly forOther: boolean;
  readonly doctor: FoundDoctor | undefined;
}

export const emptyForm: AskForm = {
  permission: 'read',
  named: false,
  reports: [],
  purpose: undefined,
  until: '',
  forOther: false,
  doctor: undefined,
};

/** Ids of the fields' elements, for the error summary. */
export const idOf = {
  reports: 'ask-reports',
  purpose: 'ask-purpose',
  until: 'ask-until',
  doctor: 'ask-doctor',
} as const;

/**
 * Purposes that a doctor can state. Patients' and families' own requests are theirs to make; break-glass is not a
 * request.
 */
export const purposes = [
  'TREAT',
  'CAREMGT',
  'ETREAT',
  'HOPERAT',
  'HPAYMT',
  'HRESCH',
  'PUBHLTH',
  'HLEGAL',
] as const satisfies readonly Purpose[];
