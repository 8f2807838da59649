import type { EventKind, RecordType, SubmittedFunction } from '@medseal/ledger-model';

type Kinds = Readonly<Partial<Record<SubmittedFunction, EventKind>>>;

/**
 * Which event a written record is, by its kind and the function that wrote it. Records that are not here follow from
 * an event that is: the wraps of a consent, the report that a proposal makes.
 */
const kinds: Readonly<Partial<Record<RecordType, Kinds>>> = {
  person: {
    RegisterPerson: 'registration',
    ApprovePerson: 'approval',
    RefusePerson: 'disapproval',
    VerifyIdentity: 'identity-check',
    SuspendPerson: 'suspension',
    ReinstatePerson: 'reinstatement',
  },
  patient: { SetPreferences: 'preferences' },
  assignment: { AssignSpecialist: 'assignment', EndAssignment: 'assignment-end' },
  request: { RequestPermission: 'request', DecideRequest: 'decision', WithdrawRequest: 'request-withdrawal' },
  consent: { GrantConsent: 'consent', DecideRequest: 'consent', RevokeConsent: 'revocation' },
  proposal: {
    ProposeReport: 'proposal',
    AcceptReport: 'acceptance',
    RejectReport: 'rejection',
    WithdrawProposal: 'proposal-withdrawal',
  },
  report: { WithdrawReport: 'withdrawal' },
  disclosure: { DiscloseReport: 'reading' },
  auditQuery: { RecordAuditQuery: 'query' },
};

/** What an event is searched by, in addition to what every record has. */
export interface EventFacts {
  readonly event: EventKind;
  /** Pseudonym of the patient, or another person, whom it concerns; absent if it concerns no one in particular. */
  readonly subject: string | undefined;
  /** Version that an auditor asked about; other records have their own field for it. */
  readonly version: string | undefined;
  readonly purposes: readonly string[];
  readonly basis: string | undefined;
}

/** Fields of records that say whom an event concerns and what it was for, if its kind has them. */
interface Fields {
  readonly patient?: string;
  readonly pseudonym?: string;
  readonly outcome?: string;
  readonly purpose?: string;
  readonly purposes?: readonly string[];
  readonly basis?: { readonly kind: string };
  readonly query?: {
    readonly patient?: string;
    readonly version?: string;
    readonly filter?: { readonly patient?: string };
  };
}

/**
 * The event that a written record is; undefined if it is none.
 * @param called contract and function, `DisclosureContract:DiscloseReport`.
 */
export function eventOf(
  type: RecordType,
  called: string,
  record: Readonly<Record<string, unknown>>,
): EventFacts | undefined {
  const name = called.slice(called.indexOf(':') + 1) as SubmittedFunction;
  const kind = kinds[type]?.[name];
  if (kind === undefined) return undefined;
  const fields = record as Fields;
  return {
    event: kind === 'reading' && fields.outcome === 'refuse' ? 'refusal' : kind,
    subject: subjectOf(fields),
    version: fields.query?.version,
    purposes: purposesOf(fields),
    basis: fields.basis?.kind,
  };
}

function subjectOf({ patient, pseudonym, query }: Fields): string | undefined {
  return patient ?? pseudonym ?? query?.patient ?? query?.filter?.patient;
}

function purposesOf({ purpose, purposes = [] }: Fields): readonly string[] {
  return purpose === undefined ? purposes : [purpose];
}
