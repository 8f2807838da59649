import { peer } from '@hyperledger/fabric-protos';
import { beforeEach, expect, test, vi } from 'vitest';
import { CallerGoneError, CallerPresence } from '../../src/domain/ledger/caller-presence.js';
import type { Committed } from '../../src/domain/ledger/ledger.js';
import { type ActingLedger, actingLedger, littlePatience, revocation } from '../support/acting-ledger.js';

const { MVCC_READ_CONFLICT, VALID } = peer.TxValidationCode;

let gone: AbortController;
let fake: ActingLedger['fake'];
let journal: ActingLedger['journal'];
let act: () => Promise<Committed>;
beforeEach(async () => {
  gone = new AbortController();
  const acting = await actingLedger({ patience: littlePatience });
  ({ fake, journal } = acting);
  const caller = { ...acting.actor, caller: new CallerPresence(gone.signal) };
  act = () => acting.ledger.submit(revocation(), caller);
});

test('a caller who leaves before anything is endorsed has done nothing', async () => {
  gone.abort();
  await expect(act()).rejects.toThrow(CallerGoneError);
  expect([fake.endorsed, fake.submitted, await journal.acts()]).toEqual([[], [], []]);
});

test('a caller who leaves while peers endorse has done nothing: what they endorsed is not submitted', async () => {
  fake.slowness = 200;
  const acting = act();
  await vi.waitUntil(() => fake.load.now === 1, { timeout: 10_000, interval: 5 });
  gone.abort();
  await expect(acting).rejects.toThrow(CallerGoneError);
  expect(fake.endorsed).toHaveLength(1);
  expect([fake.submitted, await journal.acts()]).toEqual([[], []]);
});

test('a caller who leaves after the submission has acted: the act is completed, and what belongs to it too', async () => {
  fake.slowness = 200;
  const acting = act();
  await vi.waitUntil(() => fake.submitted.length === 1, { timeout: 10_000, interval: 5 });
  gone.abort();
  expect(await acting).toMatchObject({ block: '7' });
  expect(await journal.figures()).toMatchObject({ acts: 0 });
  await act();
  expect(fake.submitted).toHaveLength(2);
});

test('a caller who leaves while a race is lost has done nothing: the act is not tried again', async () => {
  fake.fates.splice(0, 1, MVCC_READ_CONFLICT, VALID);
  fake.slowness = 100;
  const acting = act();
  await vi.waitUntil(() => fake.submitted.length === 1, { timeout: 10_000, interval: 5 });
  gone.abort();
  await expect(acting).rejects.toThrow(CallerGoneError);
  expect(fake.submitted).toHaveLength(1);
});

test('a caller who leaves after a submission whose outcome is unknown may have acted: what belongs to the act continues', async () => {
  fake.fates.splice(0, 1, 'lost');
  await expect(act()).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  gone.abort();
  fake.fates.splice(0, 1, VALID);
  await act();
});
