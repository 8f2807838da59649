import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstTimeout, timeoutChange } from '../src/hostile/configuration.js';
import { envelopeKinds } from '../src/hostile/envelope-kinds.js';
import { Forwarder } from '../src/hostile/forwarder.js';
import { readinessOf } from '../src/kit/network/health.js';
import { actBound } from '../src/hostile/lane.js';
import { OrdererClient } from '../src/hostile/orderer-client.js';
import { envelope, type TransactionPlan } from '../src/hostile/transaction.js';
import { eventually } from '../src/kit/eventually.js';
import { equalHeights } from '../src/kit/network/equal-heights.js';
import type { Person } from '../src/kit/api/gateway-client.js';
import { type Identity, identityOf, LedgerClient } from '../src/kit/network/ledger.js';
import { newLedgerPatient } from '../src/kit/network/ledger-person.js';
import { newestBlock, transactionsAfter } from '../src/kit/api/blocks.js';
import { Network, organizationNames } from '../src/kit/network/network.js';
import { timesOf } from '../src/kit/network/pace.js';
import { newPatient } from '../src/kit/api/people.js';

const network = new Network();
const others = ['HospitalA', 'Regulator'];
/** fabric-protos, HeaderType.CONFIG. */
const config = 1;
let forwarder: Forwarder;
let ledger: LedgerClient;
let patient: Person;
let own: Identity;
let stolen: Identity;

beforeAll(async () => {
  forwarder = await Forwarder.of(network, 'HospitalB', others);
  ledger = await LedgerClient.of(network, 'HospitalA');
  patient = await newPatient(network, 'HospitalA', 'Patient beside a forwarder');
  own = await identityOf(network, 'HospitalB', 'gateway');
  // A certificate is in blocks, the key that belongs to it is not.
  const { mspId, certificate } = await identityOf(network, 'HospitalA', 'gateway');
  stolen = { mspId, certificate, privateKey: own.privateKey };
});

afterAll(() => {
  forwarder.close();
  ledger.close();
});

const plan = (changes: Partial<TransactionPlan>): TransactionPlan => ({
  creator: own,
  endorsers: [],
  chaincode: 'medseal',
  chaincodeVersion: '1',
  call: ['ConsentContract:RevokeConsent', '{}'],
  ...changes,
});

test('what a member’s orderer hands on as checked is checked again: none of it gets into a block, all parts go on', async () => {
  const before = await network.processes('peer', 'orderer');
  await equalHeights(patient);
  const height = await newestBlock(patient);
  const malformed = envelopeKinds.filter(({ layer }) => layer === 'payload' || layer === 'creator');
  // Signed as it should be: it shows that what is forwarded arrives, after all the rest.
  const arriving = randomBytes(32).toString('hex');
  await forwarder.forward([
    await envelope(plan({ creator: stolen })),
    await envelope(plan({ headerType: config })),
    await envelope(plan({ headerType: config, data: Buffer.alloc(0) })),
    await envelope(plan({ creator: stolen, headerType: config })),
    await envelope(plan({ creator: stolen, headerType: 0 })),
    ...(await Promise.all(malformed.map((kind) => envelope(plan({ creator: stolen }), kind)))),
    await envelope(plan({ transactionId: arriving })),
  ]);
  await eventually('the last one stands in a block', async () => {
    const found = patient.call<object>('GET', `/ledger/transactions/${arriving}`);
    return await found.catch(() => undefined);
  });
  const arrived = (await shownAfter(height)).map(({ transactionId }) => transactionId);
  expect([...new Set(arrived)]).toEqual([arriving]);
  const [time] = await timesOf(() => newLedgerPatient(network, ledger, 'HospitalA'), 0, 1);
  expect(time).toBeLessThan(actBound);
  expect(await network.processes('peer', 'orderer')).toEqual(before);
  for (const name of others) expect(await readinessOf(network, name)).toMatchObject({ ready: true });
});

test('a change of the channel that a majority of administrators signed still gets in, by the orderer of every organization', async () => {
  const timeout = firstTimeout(await ledger.block(await identityOf(network, 'HospitalA', 'gateway'), 0));
  const signers = [
    await identityOf(network, 'HospitalA', 'admin'),
    await identityOf(network, 'Regulator', 'admin'),
  ] as const;
  const height = await newestBlock(patient);
  for (const [index, name] of organizationNames.entries()) {
    const orderer = await OrdererClient.of(network, name);
    // The first one after the channel's start has version 1.
    const change = await timeoutChange({ version: index + 1, timeout, signers });
    expect(await orderer.broadcast(change)).toBe(200);
    orderer.close();
    await eventually('the change stands in a block', async () => {
      return (await configurationsAfter(height)) === index + 1 || undefined;
    });
  }
  await newLedgerPatient(network, ledger, 'HospitalA');
  await equalHeights(patient);
});

interface Shown {
  readonly transactionId: string;
  readonly function: string;
  readonly valid: boolean;
}

const shownAfter = (height: number) => transactionsAfter<Shown>(patient, height);

/** Number of valid configurations since a block. */
async function configurationsAfter(height: number): Promise<number> {
  const transactions = await shownAfter(height);
  return transactions.filter(({ function: name, valid }) => name === 'config' && valid).length;
}
