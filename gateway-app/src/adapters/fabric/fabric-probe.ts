import { type Contract, GatewayError } from '@hyperledger/fabric-gateway';
import type { Trouble } from '../../domain/health/checks.js';
import { Failure } from '../../domain/shared/failure.js';
import { troubleOf } from './fabric-trouble.js';
import { RepeatedProposals } from './repeated-proposals.js';

/**
 * Has a probe endorsed in the same way as an act: by this organization's peer first, then by a majority, with private
 * data that another peer receives. Never submits it.
 * @returns why it was not endorsed
 */
export async function probeEndorsement(contract: Contract, mspId: string): Promise<Trouble | undefined> {
  // A separate instance: an endorsement with which nothing is committed does not show whose endorsements count.
  const proposals = new RepeatedProposals({ mspId, all: () => Promise.resolve([]), alarm: () => undefined });
  try {
    // With transient data Fabric asks this organization's peer first, as it does for acts.
    await proposals.run(() => contract.newProposal('Probe', { transientData: { probe: 'probe' } }).endorse());
    return undefined;
  } catch (error) {
    const cause = error instanceof Failure ? error.cause : error;
    return cause instanceof GatewayError
      ? troubleOf(cause, mspId)
      : { kind: 'endorsing', organization: undefined };
  }
}
