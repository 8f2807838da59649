import type { ConsortiumSettings, OrganizationKey } from '@medseal/ledger-model';
import { keyUses } from '@medseal/ledger-model';
import { kemPublicKey, newKemSeed } from '@medseal/sealing';
import { Failure } from '../../src/domain/shared/failure.js';
import type { Organization, Organizations } from '../../src/domain/ledger/organizations.js';

/** Limits of a consortium, all different from the demo's. */
export const settings: ConsortiumSettings = {
  longestConsentDays: 90,
  maxWraps: 5,
};

/** Hospitals with these names, each with a key agent's key whose seed is kept for the test. */
export function organizationsOf(names: readonly string[]) {
  const seeds = new Map(names.map((name) => [`${name}MSP`, newKemSeed()]));
  const all = names.map((name) => organization(name, seeds.get(`${name}MSP`) ?? newKemSeed()));
  return {
    seeds,
    all: () => Promise.resolve(all),
    byMspId: (mspId: string) => {
      const found = all.find((each) => each.mspId === mspId);
      return found
        ? Promise.resolve(found)
        : Promise.reject(new Failure('NOT_FOUND', 'no such organization'));
    },
    settings: () => Promise.resolve(settings),
  } satisfies Organizations & { seeds: ReadonlyMap<string, Uint8Array> };
}

function organization(name: string, seed: Uint8Array): Organization {
  const publicKey = Buffer.from(kemPublicKey(seed)).toString('base64');
  const keys = keyUses.map((use): OrganizationKey => ({
    version: 1,
    use,
    algorithm: 'X-Wing',
    publicKey,
    state: 'active',
  }));
  return { mspId: `${name}MSP`, name, kind: 'hospital', memberUrl: '', keyAgentUrl: '', tlsRoot: '', keys };
}
