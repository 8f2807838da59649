import { factId, type IdKind, type SubmittedFunction } from '@medseal/ledger-model';

/** The kind of fact that a function creates, for functions whose fact has an id of its own. */
const kinds: Partial<Record<SubmittedFunction, IdKind>> = {
  GrantConsent: 'consent',
  DiscloseReport: 'disclosure',
  AssignSpecialist: 'assignment',
  RequestPermission: 'request',
};

/** The id of the fact that an act creates, before it is submitted; undefined if it creates none. */
export function factOfAct(
  act: Readonly<{ function: SubmittedFunction; actor: string; salt: string }>,
): string | undefined {
  const kind = kinds[act.function];
  return kind && factId(kind, act);
}
