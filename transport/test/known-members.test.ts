import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { X509Certificate } from 'node:crypto';
import { type Authority, newAuthority } from '../../key-agent/test/certificates.js';
import { KnownMembers, type Member } from '../src/known-members.js';

const [first, second] = (await Promise.all(['a', 'b'].map(newAuthority))) as [Authority, Authority];
const der = async ({ issue }: Authority) => new X509Certificate((await issue()).certificate).raw;
const [ofFirst, ofSecond] = [await der(first), await der(second)];
const memberOf = (mspId: string, { root }: Authority): Member => ({ mspId, tlsRoot: root });

let answer: () => Promise<readonly Member[]>;
let reads: number;
let failures: unknown[];
let members: KnownMembers;

beforeEach(() => {
  vi.useFakeTimers();
  [reads, failures] = [0, []];
});
afterEach(() => {
  members.close();
  vi.useRealTimers();
});

function start(first: () => Promise<readonly Member[]>, own?: Member): void {
  answer = first;
  members = new KnownMembers({
    ...(own && { own }),
    read: () => {
      reads++;
      return answer();
    },
    onFailure: (error) => failures.push(error),
  });
}

describe('members', () => {
  test('are known by their certificates, and asking about certificates causes no read', async () => {
    start(() => Promise.resolve([memberOf('A', first), memberOf('B', second)]));
    await vi.advanceTimersByTimeAsync(0);
    for (let count = 0; count < 1_000; count++) members.whose(ofFirst);
    expect([members.whose(ofFirst)?.mspId, members.whose(ofSecond)?.mspId]).toEqual(['A', 'B']);
    expect(members.whose(Buffer.from('no certificate'))).toBeUndefined();
    expect(reads).toBe(1);
  });

  test('with a new or changed root are known five seconds later, and no longer by an old root', async () => {
    start(() => Promise.resolve([memberOf('A', first)]));
    await vi.advanceTimersByTimeAsync(0);
    expect(members.whose(ofSecond)).toBeUndefined();
    answer = () => Promise.resolve([memberOf('A', second)]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(members.whose(ofSecond)?.mspId).toBe('A');
    expect(members.whose(ofFirst)).toBeUndefined();
  });

  test('stay known while the ledger is away, which is reported once', async () => {
    start(() => Promise.resolve([memberOf('A', first)]));
    await vi.advanceTimersByTimeAsync(0);
    answer = () => Promise.reject(new Error('away'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(members.whose(ofFirst)?.mspId).toBe('A');
    expect(failures).toHaveLength(1);
    expect(reads).toBe(13);
  });

  test('include this organization before the ledger can be read', async () => {
    start(() => Promise.reject(new Error('away')), memberOf('A', first));
    await vi.advanceTimersByTimeAsync(0);
    expect(members.whose(ofFirst)?.mspId).toBe('A');
    expect(members.whose(ofSecond)).toBeUndefined();
  });

  test('are read twice a second if they could not be read at the start', async () => {
    start(() => Promise.reject(new Error('away')));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(reads).toBe(5);
    answer = () => Promise.resolve([memberOf('A', first)]);
    await vi.advanceTimersByTimeAsync(500);
    expect(members.whose(ofFirst)?.mspId).toBe('A');
  });

  test('are no longer read after the end', async () => {
    start(() => Promise.resolve([]));
    await vi.advanceTimersByTimeAsync(0);
    members.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(reads).toBe(1);
  });
});
