import type { Readable } from 'node:stream';
import type { ByteRange } from '@medseal/sealing';
import { readBounded } from '@medseal/transport';
import { Agent, request } from 'undici';
import type { Organization } from '../../domain/ledger/organizations.js';
import { beginningWithin, discard } from '../answers/outside-answers.js';
import { rangeHeader, wholeSize } from '../answers/ranged-answer.js';

/** The certificate with which this organization identifies itself to parts of others. */
export interface TlsIdentity {
  /** PEM */
  readonly certificate: string;
  /** PEM */
  readonly key: string;
}

/** A question to a part of another organization, and the limits of its answer. */
export interface Question {
  readonly method: 'GET' | 'POST';
  /** JSON. */
  readonly body?: string;
  /** Bytes. */
  readonly atMost: number;
  /** Milliseconds until the last byte. */
  readonly within: number;
  readonly signal?: AbortSignal;
}

/** A complete answer. */
interface Answer {
  readonly status: number;
  /** The time that the other side states (RFC 9110, Date). */
  readonly date: string | undefined;
  readonly body: Buffer;
}

/** A long answer that is still arriving. */
interface Opened {
  readonly status: number;
  /** Bytes of the whole object as announced, NaN if none are; `undefined` for an answer that was not requested. */
  readonly size: number | undefined;
  readonly content: Readable;
}

type Whose = Pick<Organization, 'mspId' | 'tlsRoot'>;

/**
 * Mutual TLS connections to parts of other organizations, each verified against the root that the ledger names for it.
 * We do not trust the programs there: each question limits the bytes and the time of its answer.
 */
export class MemberConnections {
  readonly #identity: TlsIdentity;
  /** By organization (MSP id), with the root against which its connections are verified. */
  readonly #agents = new Map<string, Readonly<{ tlsRoot: string; agent: Agent }>>();

  constructor(identity: TlsIdentity) {
    this.#identity = identity;
  }

  /** A short answer; throws when there is none within the limits, and when the other side is not who it should be. */
  async ask(organization: Whose, url: URL, question: Question): Promise<Answer> {
    const { method, body, atMost, within, signal } = question;
    const dispatcher = this.#agentFor(organization);
    const until = AbortSignal.any([AbortSignal.timeout(within), ...(signal === undefined ? [] : [signal])]);
    const response = await beginningWithin(within, until, (limits) =>
      request(url, {
        method,
        ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
        ...limits,
        dispatcher,
      }),
    );
    const { date } = response.headers;
    return {
      status: response.statusCode,
      date: typeof date === 'string' ? date : undefined,
      body: await readBounded(response.body, atMost),
    };
  }

  /**
   * A long answer or a range of it, until the signal ends it; throws like {@link ask}. Of any other answer, only the
   * status is left.
   * @param limits `beginWithin`: milliseconds
   */
  async open(
    organization: Whose,
    url: URL,
    limits: Readonly<{ beginWithin: number; signal: AbortSignal; range?: ByteRange | undefined }>,
  ): Promise<Opened> {
    const dispatcher = this.#agentFor(organization);
    const response = await beginningWithin(limits.beginWithin, limits.signal, (sent) =>
      request(url, { method: 'GET', headers: rangeHeader(limits.range), ...sent, dispatcher }),
    );
    const { statusCode: status, headers, body: content } = response;
    const size = wholeSize({ status, headers }, limits.range);
    if (size === undefined) await discard(content);
    return { status, size, content };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#agents.values()].map(({ agent }) => agent.destroy()));
  }

  #agentFor({ mspId, tlsRoot }: Whose): Agent {
    const known = this.#agents.get(mspId);
    if (known?.tlsRoot === tlsRoot) return known.agent;
    // An organization may change its root as often as it likes: running requests complete, then their connections end.
    void known?.agent.close();
    const { certificate: cert, key } = this.#identity;
    const agent = new Agent({
      connect: { ca: tlsRoot, cert, key, minVersion: 'TLSv1.3', timeout: 2_000 },
      bodyTimeout: 60_000,
      // The other side accepts 256 connections; further requests wait here.
      connections: 200,
    });
    this.#agents.set(mspId, { tlsRoot, agent });
    return agent;
  }
}
