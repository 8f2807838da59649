import { encodeId } from '@medseal/ledger-model';
import { newSignatureSeed, p256Signer } from '@medseal/sealing';
import { onTestFinished } from 'vitest';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { FabricLedger } from '../../src/adapters/fabric/fabric-ledger.js';
import { SqliteJournal } from '../../src/adapters/sqlite/journal.js';
import { newSalt } from '../../src/domain/ledger/act.js';
import { personActor } from '../../src/domain/people/actor.js';
import type { ActRequest, Actor, Committed } from '../../src/domain/ledger/ledger.js';
import { FakePeer } from './fake-peer.js';
import { selfSigned } from './self-signed.js';

export const mspId = 'HospitalAMSP';
type Options = Partial<ConstructorParameters<typeof FabricLedger>[0]>;

export interface ActingLedger {
  readonly fake: FakePeer;
  readonly journal: SqliteJournal;
  readonly ledger: FabricLedger;
  readonly actor: Actor;
  /** Submits one revocation, each time a new one. */
  readonly submit: () => Promise<Committed>;
}

/** Short waits for orderers and commits, in milliseconds. */
export const littlePatience = { total: 1_000, refused: 500, commit: 500, pause: 50 };

export function revocation(): ActRequest<'RevokeConsent'> {
  const consent = encodeId('consent', Buffer.alloc(16, 2));
  return { function: 'RevokeConsent', statement: { salt: newSalt(), consent } };
}

/**
 * A ledger of HospitalA with a journal in memory, a peer that answers as told, and a person who acts.
 * All of it ends with the test. @param until end of the peer's TLS certificate
 */
export async function actingLedger(options: Options = {}, until?: Date): Promise<ActingLedger> {
  const fake = await FakePeer.start(until);
  const database = openDatabase(':memory:');
  const journal = new SqliteJournal(database);
  const { certificate, key: privateKey } = await selfSigned();
  const keys = { credential: { certificate, privateKey }, signatureSeed: newSignatureSeed(), keyVersion: 1 };
  const actor = personActor({ pseudonym: encodeId('pseudonym', Buffer.alloc(16, 1)), mspId }, keys);
  const ledger = new FabricLedger({
    channel: 'medseal',
    mspId,
    peerAddress: fake.address,
    peerTlsRoot: fake.tlsRoot,
    service: { mspId, certificate, sign: p256Signer(privateKey) },
    journal: journal.forActs,
    ...options,
  });
  onTestFinished(async () => {
    ledger.close();
    fake.stop();
    await database.destroy();
  });
  return { fake, journal, ledger, actor, submit: () => ledger.submit(revocation(), actor) };
}
