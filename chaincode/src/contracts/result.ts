import { canonicalize, LedgerError, type JsonValue, type SubmittedFunction } from '@medseal/ledger-model';
import type { LedgerContext } from '../ledger/context.js';
import { parse, type Parser } from '../ledger/refusal.js';

/** Past-tense name of what each function did. An event says nothing else, because blocks hold events in plain text. */
const events: Readonly<Record<SubmittedFunction, string>> = {
  PublishOrganization: 'OrganizationPublished',
  RegisterPerson: 'PersonRegistered',
  ApprovePerson: 'PersonApproved',
  RefusePerson: 'PersonRefused',
  VerifyIdentity: 'IdentityVerified',
  SuspendPerson: 'PersonSuspended',
  ReinstatePerson: 'PersonReinstated',
  ProposeReport: 'ReportProposed',
  AcceptReport: 'ReportAccepted',
  RejectReport: 'ReportRejected',
  WithdrawProposal: 'ProposalWithdrawn',
  WithdrawReport: 'ReportWithdrawn',
  GrantConsent: 'ConsentGranted',
  AddWraps: 'ConsentExtended',
  RevokeConsent: 'ConsentRevoked',
  PurgeWraps: 'WrapsPurged',
  SetPreferences: 'PreferencesChanged',
  DepositEmergency: 'EmergencyDeposited',
  PurgeEmergency: 'EmergencyPurged',
  AssignSpecialist: 'SpecialistAssigned',
  EndAssignment: 'AssignmentEnded',
  RequestPermission: 'PermissionRequested',
  WithdrawRequest: 'RequestWithdrawn',
  DecideRequest: 'RequestDecided',
  RecordAuditQuery: 'AuditQueryRecorded',
  DiscloseReport: 'ReportDisclosed',
};

/** Ends a submitted function: emits its event and returns the word that they all return (docs/decisions/0005). */
export function done(act: { readonly ctx: LedgerContext; readonly name: SubmittedFunction }): string {
  act.ctx.stub.setEvent(events[act.name], new Uint8Array());
  return 'DONE';
}

/** The canonical JSON that an evaluated function returns. */
export function answer(value: object): string {
  return canonicalize(value as JsonValue);
}

/** Checks an argument of an evaluated function before any key is built from it. */
export function argument<Value>(schema: Parser<Value>, text: string): Value {
  if (text.length > 200) throw new LedgerError('INVALID', 'the argument is too long');
  return parse(schema, text, 'the argument');
}
