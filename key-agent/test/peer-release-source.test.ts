import { status } from '@grpc/grpc-js';
import { canonicalBytes } from '@medseal/ledger-model';
import { newP256Key } from '@medseal/sealing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PeerReleaseSource } from '../src/peer-release-source.js';
import { newAuthority } from './certificates.js';
import { startFakePeer, type FakePeer, type PeerAnswer } from './fake-peer.js';
import { disclosureId, newVersion, releaseOf } from './releases.js';

const authority = await newAuthority('tls.regulator');
const release = releaseOf(await newVersion(), 2, authority.root);
let answer: PeerAnswer;
let peer: FakePeer;
let source: PeerReleaseSource;

beforeAll(async () => {
  peer = await startFakePeer(await authority.issue(), () => answer);
  source = sourceAt(peer.port);
});
afterAll(() => {
  source.close();
  peer.stop();
});

function sourceAt(port: number): PeerReleaseSource {
  return new PeerReleaseSource({
    mspId: 'RegulatorMSP',
    channel: 'medseal',
    peerAddress: `localhost:${port}`,
    peerTlsRoot: authority.root,
    serviceCertificate: authority.root,
    serviceKey: newP256Key(),
  });
}

describe('the source', () => {
  it('asks the own peer only, for this disclosure only', async () => {
    answer = canonicalBytes(release);
    expect(await source.read(disclosureId)).toEqual(release);
    expect(peer.evaluations).toEqual([
      {
        organizations: ['RegulatorMSP'],
        contract: 'DisclosureContract:ReadRelease',
        arguments: [disclosureId],
      },
    ]);
    expect(await source.reachable()).toBe(true);
  });

  it.each([
    [
      'in the detail of the peer',
      { message: 'evaluate failed, see attached details', detail: 'chaincode response 500, EXPIRED: over' },
    ],
    [
      'in the message',
      { message: 'evaluate call to endorser returned error: chaincode response 500, EXPIRED: over' },
    ],
  ])('finds a refusal of the ledger %s', async (_name, texts) => {
    answer = { code: status.ABORTED, ...texts };
    await expect(source.read(disclosureId)).rejects.toMatchObject({ name: 'LedgerError', code: 'EXPIRED' });
  });

  it('takes every other error for a peer that is away', async () => {
    answer = { code: status.UNKNOWN, message: 'failed to evaluate', detail: 'chaincode medseal not found' };
    await expect(source.read(disclosureId)).rejects.toMatchObject({ name: 'Refusal', code: 'UNAVAILABLE' });
  });

  it('takes nothing that is not exactly a release', async () => {
    for (const other of [{ ...release, more: 1 }, { ...release, shares: 'none' }, 'DONE']) {
      answer = canonicalBytes(other);
      await expect(source.read(disclosureId)).rejects.toThrow();
    }
    answer = Buffer.from(JSON.stringify(release, undefined, 1));
    await expect(source.read(disclosureId)).rejects.toThrow('canonical');
  });

  it('says that a peer is away', async () => {
    const nobody = sourceAt(1);
    expect(await nobody.reachable()).toBe(false);
    await expect(nobody.read(disclosureId)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    nobody.close();
  });
});
