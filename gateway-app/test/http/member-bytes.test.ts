import { buffer } from 'node:stream/consumers';
import type { ByteRange } from '@medseal/sealing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Failure } from '../../src/domain/shared/failure.js';
import { kept, MemberPort, newAuthorities } from '../support/member-port.js';

const { asked, mspId, sealed } = kept;
const authorities = await newAuthorities();
const { hospitalA, hospitalB } = authorities;
let port: MemberPort;
beforeEach(async () => {
  port = await MemberPort.start(authorities);
});
afterEach(() => port.close());

describe('a range', () => {
  /** As the reader's gateway opens it. */
  async function open(range: ByteRange) {
    const connection = await port.connectionsOf(hospitalB);
    const limits = { beginWithin: 5_000, signal: new AbortController().signal, range };
    const opened = await connection.open({ mspId, tlsRoot: hospitalA.root }, port.url(asked), limits);
    return { ...opened, bytes: opened.size === undefined ? undefined : await buffer(opened.content) };
  }

  test('is sent as requested, and does not mark an object as intact', async () => {
    const { status, size: whole, bytes } = await open({ start: 1_000, end: 66_000 });
    expect([status, whole]).toEqual([206, sealed.length]);
    expect(bytes?.equals(sealed.subarray(1_000, 66_000))).toBe(true);
    expect(port.observed).toEqual([]);
  });

  test('beyond the end, or of an object of another size, is not sent', async () => {
    expect(await open({ start: sealed.length, end: sealed.length + 5 })).toMatchObject({
      status: 416,
      size: undefined,
    });
    port.size = sealed.length + 1;
    expect(await open({ start: 0, end: 5 })).toMatchObject({ status: 502, size: undefined });
    expect(port.observed).toEqual(['suspect']);
  });
});

describe('bytes for another organization', () => {
  test('are not sent if the store has more or fewer than the ledger says', async () => {
    for (port.size of [sealed.length - 1, sealed.length + 1, NaN])
      expect(await port.ask(hospitalB, asked)).toMatchObject({ status: 502, bytes: Buffer.alloc(0) });
    expect(port.observed).toEqual(['suspect', 'suspect', 'suspect']);
  });

  test('are noted as intact when they match the ledger', async () => {
    const { status, bytes } = await port.ask(hospitalB, asked);
    expect(status).toBe(200);
    expect(bytes.equals(sealed)).toBe(true);
    expect(port.observed).toEqual(['intact']);
  });

  test('are noted as suspect when they are not', async () => {
    const altered = Buffer.from(sealed);
    altered[40_000] = (altered[40_000] ?? 0) ^ 1;
    port.stored = [altered];
    expect((await port.ask(hospitalB, asked)).status).toBe(200);
    expect(port.observed).toEqual(['suspect']);
  });

  test('that are missing are noted as suspect', async () => {
    port.stored = undefined;
    expect((await port.ask(hospitalB, asked)).status).toBe(502);
    expect(port.observed).toEqual(['suspect']);
  });

  test('are not sent when the reading is cut before', async () => {
    port.cut.abort(new Failure('NO_PERMISSION', 'revoked'));
    expect((await port.ask(hospitalB, asked)).status).toBe(403);
    expect(port.observed).toEqual([]);
  });
});
