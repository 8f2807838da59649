import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { PersonId, Pseudonym } from '@medseal/ledger-model';
import { kemPublicKey } from '@medseal/sealing';
import { openDatabase } from '../../../gateway-app/src/adapters/sqlite/database.js';
import { composeVault } from '../../../gateway-app/src/composition/people.js';
import type { Actor } from '../../src/kit/api/acts.js';
import type { Person } from '../../src/kit/api/gateway-client.js';
import { certificateAuthority } from '../../src/kit/network/ledger-person.js';
import type { Network } from '../../src/kit/network/network.js';

/** A person of a gateway who acts on the ledger with programs of their own. */
export interface OwnKeys extends Actor {
  readonly name: Pseudonym;
  /** X-Wing, 1216 bytes. */
  readonly encapsulationKey: Uint8Array;
}

/** What only the person's password opens in the gateway's database, and a certificate from the organization's CA. */
export async function ownKeys(network: Network, organization: string, person: Person): Promise<OwnKeys> {
  const { pseudonym, kemSeed, signatureSeed, enrolmentSecret } = await openKeyring(
    network,
    organization,
    person,
  );
  const { mspId } = await network.organization(organization);
  const ca = await certificateAuthority(network, organization);
  try {
    const enrolment = await ca.enroll({ enrollmentId: pseudonym, secret: enrolmentSecret });
    return {
      identity: { mspId, certificate: enrolment.certificate, privateKey: enrolment.privateKey },
      name: pseudonym,
      signatureSeed,
      encapsulationKey: kemPublicKey(kemSeed),
    };
  } finally {
    ca.close();
  }
}

/** By what a person is certified. */
export async function enrolmentOf(
  network: Network,
  organization: string,
  person: Person,
): Promise<Readonly<{ enrollmentId: string; secret: string }>> {
  const { pseudonym, enrolmentSecret } = await openKeyring(network, organization, person);
  return { enrollmentId: pseudonym, secret: enrolmentSecret };
}

async function openKeyring(network: Network, organization: string, { login }: Person) {
  const folder = path.join(network.home, 'organizations', organization);
  const pepper = Buffer.from(readFileSync(path.join(folder, 'secrets', 'pepper'), 'utf8').trim());
  const database = openDatabase(path.join(folder, 'data', 'gateway', 'gateway.sqlite'));
  try {
    const { accounts, keyrings } = composeVault({ pepper }, database);
    const personId = login.personId as PersonId;
    const account = await accounts.byPersonId(personId);
    const keyring = await keyrings.open(account?.keyring, personId, login.password);
    if (account === undefined || keyring === undefined) throw new Error('the keyring does not open');
    return { pseudonym: account.pseudonym, ...keyring };
  } finally {
    await database.destroy();
  }
}
