import { beforeEach, describe, expect, test } from 'vitest';
import { type ActingLedger, actingLedger, littlePatience } from '../support/acting-ledger.js';

let acting: ActingLedger;
/** How acts ended, as reported to the health check. */
let news: string[];

beforeEach(async () => {
  news = [];
  acting = await actingLedger({
    news: {
      committed: () => news.push('committed'),
      notOrdered: () => news.push('not ordered'),
      failed: ({ code }) => news.push(code),
    },
    patience: littlePatience,
  });
});

describe('the health check is informed of', () => {
  test.each([
    ['orderers that have no leader', ['SERVICE_UNAVAILABLE, info=no Raft leader'], ['not ordered']],
    [
      'orderers that have no leader, although one refuses the act itself',
      ['FORBIDDEN, info=implicit policy evaluation failed', 'SERVICE_UNAVAILABLE, info=no Raft leader'],
      ['not ordered'],
    ],
    [
      'an expired certificate, which is the caller’s',
      ['BAD_REQUEST, info=broadcast client identity expired 20 hours before'],
      [],
    ],
    ['an act that orderers refuse for itself', ['FORBIDDEN, info=implicit policy evaluation failed'], []],
  ])('%s', async (_, said, told) => {
    const { fake, submit } = acting;
    fake.orderersSay = said.map((each) => `status=${each}`);
    fake.fates.splice(0, 1, 'refused');
    await expect(submit()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(news).toEqual([...told, 'UNAVAILABLE']);
  });

  test('orderers that do not answer, although the outcome of the act is not known', async () => {
    const { fake, submit } = acting;
    fake.fates.splice(0, 1, 'not-taken');
    await expect(submit()).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(news).toEqual(['not ordered', 'OUTCOME_UNKNOWN']);
  });

  test('an unknown outcome as such, even for an act that is submitted again', async () => {
    const { fake, journal, ledger, submit } = acting;
    fake.fates.splice(0, 1, 'lost');
    await submit().catch(() => undefined);
    const [act] = await journal.acts();
    await ledger.resubmit(act?.bytes ?? new Uint8Array()).catch(() => undefined);
    expect(news).toEqual(['OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN']);
  });
});
