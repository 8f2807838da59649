import type { BoundIds, DisclosureId, ShareSet } from '@medseal/ledger-model';
import { CannotOpenError, openShare, resealShare } from '@medseal/sealing';
import type { AgentAnswer } from '../../src/domain/reports/key-agents.js';
import type { RecordWorld } from './record-world.js';

/** Agents as they are: each opens its share and reseals it to the world's patient, or says that it does not open. */
export async function* honestAgents(
  world: RecordWorld,
  asked: Readonly<{ ids: BoundIds; set: ShareSet; disclosureId: DisclosureId }>,
  silent: readonly string[] = [],
): AsyncGenerator<AgentAnswer> {
  for (const { mspId } of asked.set.shares)
    if (!silent.includes(mspId)) yield await honestAnswer(world, asked, mspId);
}

/** What one organization's agent answers. */
async function honestAnswer(
  world: RecordWorld,
  { ids, set, disclosureId }: Readonly<{ ids: BoundIds; set: ShareSet; disclosureId: DisclosureId }>,
  mspId: string,
): Promise<AgentAnswer> {
  const held = set.shares.find((share) => share.mspId === mspId);
  if (held === undefined) throw new Error('no share of this organization');
  const name = { ids, kind: set.kind, generation: set.generation };
  const seed = world.organizations.seeds.get(mspId) ?? new Uint8Array();
  try {
    const share = await openShare({ ...name, held, seed });
    const readerPublicKey = world.session.encapsulationKey;
    const released = await resealShare({ ...name, mspId, share, disclosureId, readerPublicKey });
    return { mspId, kind: 'released', release: { disclosureId, mspId, shares: [released] } };
  } catch (error) {
    if (error instanceof CannotOpenError) return { mspId, kind: 'cannot-open' };
    throw error;
  }
}
