import { createHash } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { canonicalBytes } from '@medseal/ledger-model';
import { newP256Key } from '@medseal/sealing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
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
  test('asks only this organization’s peer, and only for this disclosure', async () => {
    answer = canonicalBytes(release);
    expect(await source.read(disclosureId)).toEqual(release);
    expect(peer.evaluations).toEqual([
      {
        organizations: ['RegulatorMSP'],
        contract: 'DisclosureContract:ReadRelease',
        arguments: [disclosureId],
      },
    ]);
  });

  test.each([
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

  test('treats every other error as a peer that is away', async () => {
    answer = { code: status.UNKNOWN, message: 'failed to evaluate', detail: 'chaincode medseal not found' };
    await expect(source.read(disclosureId)).rejects.toMatchObject({ name: 'Refusal', code: 'UNAVAILABLE' });
  });

  test('accepts only an exact release', async () => {
    for (const other of [{ ...release, more: 1 }, { ...release, shares: 'none' }, 'DONE']) {
      answer = canonicalBytes(other);
      await expect(source.read(disclosureId)).rejects.toThrow();
    }
    answer = Buffer.from(JSON.stringify(release, undefined, 1));
    await expect(source.read(disclosureId)).rejects.toThrow('canonical');
  });

  test('reports that a peer is away', async () => {
    const nobody = sourceAt(1);
    expect(await nobody.answers()).toBe(false);
    await expect(nobody.read(disclosureId)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    nobody.close();
  });
});

describe('a peer answers', () => {
  const consortium = canonicalBytes({ organizations: [{ mspId: 'RegulatorMSP' }] });
  let asking: PeerReleaseSource;
  beforeEach(() => {
    asking = sourceAt(peer.port);
    peer.evaluations.length = 0;
  });
  afterEach(() => {
    asking.close();
  });

  test('when its contract does; many callers cause one question, and none for some seconds', async () => {
    answer = consortium;
    const asked = Array.from({ length: 20 }, () => asking.answers());
    expect(new Set(await Promise.all(asked))).toEqual(new Set([true]));
    answer = { code: status.UNKNOWN, message: 'failed to evaluate', detail: 'chaincode medseal not found' };
    expect(await asking.answers()).toBe(true);
    expect(peer.evaluations).toHaveLength(1);
  });

  test('when it has just answered another question', async () => {
    answer = canonicalBytes(release);
    await asking.read(disclosureId);
    expect(await asking.answers()).toBe(true);
    expect(peer.evaluations).toHaveLength(1);
  });

  test('when its contract refuses a question', async () => {
    answer = { code: status.ABORTED, message: 'chaincode response 500, EXPIRED: over' };
    await expect(asking.read(disclosureId)).rejects.toMatchObject({ code: 'EXPIRED' });
    expect(await asking.answers()).toBe(true);
    expect(peer.evaluations).toHaveLength(1);
  });

  test('but not if only its port does', async () => {
    answer = { code: status.UNKNOWN, message: 'failed to evaluate', detail: 'chaincode medseal not found' };
    expect(await asking.answers()).toBe(false);
    answer = 'never';
    const began = performance.now();
    expect(await asking.answers()).toBe(false);
    expect(performance.now() - began).toBeLessThan(3_000);
    answer = consortium;
    await vi.waitFor(
      async () => {
        expect(await asking.answers()).toBe(true);
      },
      { timeout: 15_000 },
    );
  });
});

describe('a transaction that takes effect', () => {
  /** A transaction id by a short name. */
  const id = (name: string): string => createHash('sha256').update(name).digest('hex');

  test('is reported block by block, without invalid or unreadable ones, until the end', async () => {
    const stop = new AbortController();
    const heard: (readonly string[])[] = [];
    const following = (async () => {
      for await (const transactions of source.committed(stop.signal)) heard.push(transactions);
    })();
    await vi.waitFor(() => {
      expect(peer.followers()).toBe(1);
    });
    peer.commit([id('first'), 0], [id('invalid'), 11]);
    peer.commit(
      [Uint8Array.of(0xff, 0xff), 15],
      [id('second'), 0],
      [Uint8Array.of(0x0a, 0x7f), 0],
      [id('third'), 0],
    );
    await vi.waitFor(() => {
      expect(heard).toEqual([[id('first')], [id('second'), id('third')]]);
    });
    stop.abort();
    await expect(following).rejects.toThrow();
  });

  test('is reported from blocks of more than 4 MiB', async () => {
    await vi.waitFor(() => {
      expect(peer.followers()).toBe(0);
    });
    const stop = new AbortController();
    const heard: (readonly string[])[] = [];
    const following = (async () => {
      for await (const transactions of source.committed(stop.signal)) heard.push(transactions);
    })();
    following.catch(() => undefined);
    await vi.waitFor(() => {
      expect(peer.followers()).toBe(1);
    });
    peer.commit([new Uint8Array(5 << 20), 15], [id('after'), 0]);
    await vi.waitFor(() => {
      expect(heard).toEqual([[id('after')]]);
    }, 5_000);
    stop.abort();
    await expect(following).rejects.toThrow();
  });

  test('is no longer reported when the peer is away', async () => {
    const away = sourceAt(1);
    await expect(async () => {
      for await (const transactions of away.committed(new AbortController().signal))
        expect.fail(String(transactions));
    }).rejects.toThrow();
    away.close();
  });
});
