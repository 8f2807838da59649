import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { type Digest, encodeId } from '@medseal/ledger-model';
import { type ByteRange, chainsTo } from '@medseal/sealing';
import { type Member, MemberNetworks } from '@medseal/transport';
import { type Authority, type Identity, newAuthority } from '../../../key-agent/test/certificates.js';
import { MemberConnections } from '../../src/adapters/members/member-connections.js';
import { Failure } from '../../src/domain/shared/failure.js';
import { createMemberPort } from '../../src/http/members/member.js';

const mspId = 'HospitalAMSP';
const objectKey = `aa/${'0'.repeat(32)}`;
const disclosureId = encodeId('disclosure', randomBytes(16));
const address = `/member/objects/${objectKey}`;
const foundAt = '2026-01-01T00:00:00.000Z';

/** An object in HospitalA's store, a disclosure to HospitalB that names it, and the addresses of both. */
export const kept = {
  ...{ mspId, objectKey, disclosureId, address, foundAt },
  asked: `${address}?disclosure=${disclosureId}`,
  checked: `${address}/check?disclosure=${disclosureId}`,
  sealed: randomBytes(70_000),
} as const;

/** Organizations, of which the stranger is not a member. */
export type Authorities = Readonly<Record<'hospitalA' | 'hospitalB' | 'regulator' | 'stranger', Authority>>;

export async function newAuthorities(): Promise<Authorities> {
  const [hospitalA, hospitalB, regulator, stranger] = (await Promise.all(
    ['A', 'B', 'R', 'Z'].map(newAuthority),
  )) as [Authority, Authority, Authority, Authority];
  return { hospitalA, hospitalB, regulator, stranger };
}

/** HospitalA's port for the gateways of other organizations, with what tests set and what it has done. */
export class MemberPort {
  /** Objects in transit from the store. */
  readonly sent: Readable[] = [];
  /** Bytes of the object; undefined when it is gone. */
  stored: readonly Buffer[] | undefined = [kept.sealed];
  /** The store accepts questions and never answers them. */
  hangs = false;
  /** Size of the object in bytes, according to the store. */
  size: number = kept.sealed.length;
  readonly cut = new AbortController();
  /** The server's findings about the object. */
  readonly observed: string[] = [];
  readonly checks: string[] = [];
  readonly logged: unknown[] = [];
  /** Questions to the peer. */
  fetched = 0;
  /** The delay of the peer's answers. */
  answering: Promise<void> = Promise.resolve();
  readonly server: Server;
  readonly #authorities: Authorities;
  readonly #connections: MemberConnections[] = [];

  private constructor(authorities: Authorities, own: Identity) {
    this.#authorities = authorities;
    this.server = createMemberPort(this.#parts(), own);
  }

  static async start(authorities: Authorities): Promise<MemberPort> {
    const port = new MemberPort(authorities, await authorities.hospitalA.issue());
    port.server.listen(0, '127.0.0.1');
    await once(port.server, 'listening');
    return port;
  }

  async close(): Promise<void> {
    await Promise.all(this.#connections.map((each) => each.close()));
    this.server.closeAllConnections();
    this.server.close();
  }

  /** TCP port. */
  get number(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** How many connections are open. */
  open(): Promise<number> {
    return promisify(this.server.getConnections.bind(this.server))();
  }

  url(path: string): URL {
    return new URL(path, `https://localhost:${this.number}`);
  }

  /** Connections of an organization's gateway; they end with the port. */
  async connectionsOf(authority: Authority): Promise<MemberConnections> {
    const connections = new MemberConnections(await authority.issue());
    this.#connections.push(connections);
    return connections;
  }

  async ask(authority: Authority, path: string, method: 'GET' | 'POST' = 'GET') {
    const connections = await this.connectionsOf(authority);
    const question = { method, within: 5_000, atMost: 1 << 20 };
    const { hospitalA } = this.#authorities;
    const owner = { mspId, tlsRoot: hospitalA.root };
    const { status, body } = await connections.ask(owner, this.url(path), question);
    return { status, bytes: body };
  }

  #parts(): Parameters<typeof createMemberPort>[0] {
    const { hospitalB } = this.#authorities;
    return {
      mspId,
      store: {
        get: (_key: string, signal: AbortSignal, range?: ByteRange) => this.#get(signal, range),
      } as never,
      fetch: async () => {
        this.fetched++;
        await this.answering;
        return {
          disclosureId,
          locations: [{ mspId, objectKey }],
          ciphertextSha256: `sha256:${createHash('sha256').update(kept.sealed).digest('hex')}` as Digest,
          size: kept.sealed.length,
          reader: { mspId: 'HospitalBMSP', tlsRoot: hospitalB.root },
        };
      },
      readings: { begin: () => ({ signal: this.cut.signal, end: () => undefined }) } as never,
      altered: {
        observer: {
          intact: () => this.observed.push('intact'),
          suspect: () => this.observed.push('suspect'),
        },
        list: () => Promise.resolve([{ objectKey, foundAt }]),
        check: (key) => {
          this.checks.push(key);
          return Promise.resolve();
        },
      },
      members: { whose: (certificate) => this.#memberOf(certificate) },
      networks: new MemberNetworks(),
      log: (facts) => this.logged.push(facts),
    };
  }

  #get(signal: AbortSignal, range?: ByteRange) {
    if (this.hangs) return givenUp(signal);
    if (this.stored === undefined) return Promise.reject(new Failure('INTEGRITY', 'the object is not there'));
    const part = range && [Buffer.concat(this.stored).subarray(range.start, range.end)];
    const content = Readable.from(part ?? this.stored);
    this.sent.push(content);
    return Promise.resolve({ size: this.size, content });
  }

  /** The member to whose root a certificate chains. */
  #memberOf(certificate: Uint8Array): Member | undefined {
    const { hospitalA, hospitalB, regulator } = this.#authorities;
    return [hospitalA, hospitalB, regulator]
      .map(({ root }, index) => ({ mspId: ['A', 'B', 'R'][index] ?? '', tlsRoot: root }))
      .find(({ tlsRoot }) => chainsTo(certificate, tlsRoot, new Date()));
  }
}

function givenUp(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Failure('UNAVAILABLE', 'the store does not answer'));
    });
  });
}
