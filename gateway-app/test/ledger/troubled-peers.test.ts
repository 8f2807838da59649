import { expect, test } from 'vitest';
import { actingLedger, mspId } from '../support/acting-ledger.js';

const organizations = () => Promise.resolve([mspId, 'HospitalBMSP', 'HospitalCMSP']);
const started = (until?: Date) => actingLedger({ organizations }, until);

/** The error text of the pinned Fabric version. */
const words = {
  clock:
    'error validating proposal: request unauthorized due to incorrect timestamp 2026-11-30T02:00:00Z, peer time 2026-11-30T01:00:00Z, peer.authentication.timewindow 2m0s',
  creator: 'proposal client identity expired',
  tls: 'failed to connect: tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2031-11-30T02:00:00Z is after 2031-11-29T00:00:00Z',
  store:
    'error writing batch to leveldb: write /var/peer/production/transientstore/000012.log: no space left on device',
};

test.each([
  [words.clock, { code: 'CLOCK_WRONG', detail: /clocks of this gateway and of this organization’s peer/ }],
  [words.creator, { code: 'UNAVAILABLE', detail: /certificate with which the act was sent has expired/ }],
  [
    words.tls,
    { code: 'UNAVAILABLE', detail: /certificate that this organization’s peer checked has expired/ },
  ],
  [words.store, { code: 'UNAVAILABLE', detail: /this organization’s peer cannot store data/ }],
])(
  'a peer that says “%s” is named to the caller, but its words are not shown',
  async (message, { code, detail }) => {
    const { fake, submit } = await started();
    fake.refusing = { mspId, message };
    const failure = (await submit().catch((error: unknown) => error)) as { code: string; detail: string };
    expect(failure).toMatchObject({ code, detail: expect.stringMatching(detail) as string });
    expect(failure.detail).not.toContain(message);
    expect(failure.detail).not.toContain('/var');
  },
);

test('a peer whose TLS certificate has expired is named', async () => {
  const { submit, ledger } = await started(new Date(Date.now() - 60_000));
  await expect(submit()).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    detail: expect.stringContaining('TLS certificate of this organization’s peer has expired') as string,
  });
  expect(await ledger.probe()).toEqual({ kind: 'certificate', organization: mspId });
});

test('a probe is endorsed as acts are, and never submitted', async () => {
  const { fake, ledger } = await started();
  expect(await ledger.probe()).toBeUndefined();
  expect(fake.endorsed).toHaveLength(1);
  expect(fake.submitted).toEqual([]);
});

test.each([
  [words.store, 'store', mspId],
  [words.store, 'store', 'HospitalBMSP'],
  [words.clock, 'clock', mspId],
  ['chaincode is missing', 'endorsing', 'HospitalBMSP'],
])('a probe that fails with “%s” reports %s and whose peer said it', async (message, kind, organization) => {
  const { fake, ledger } = await started();
  fake.refusing = { mspId: organization, message };
  expect(await ledger.probe()).toEqual({ kind, organization });
});
