import type { SubmittedFunction } from '@medseal/ledger-model';
import type { ActRequest, Committed, Ledger } from '../../domain/ledger/ledger.js';
import type { Projection } from '../../domain/ledger/projection.js';
import type { OpenSession } from '../../domain/people/sessions.js';

/**
 * Submits a person's act and waits until lists show it. Lists that lag for long do not delay the answer: the act is
 * committed.
 * @throws {Failure} what the contract refuses, and what `Ledger.submit` says.
 */
export async function submitAct<Name extends SubmittedFunction>(
  { ledger, projection }: Readonly<{ ledger: Ledger; projection: Pick<Projection, 'waitFor'> }>,
  request: ActRequest<Name>,
  { actor }: Pick<OpenSession, 'actor'>,
): Promise<Committed> {
  const committed = await ledger.submit(request, actor);
  await projection.waitFor(committed.block);
  return committed;
}
