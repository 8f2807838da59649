import { Agent, type Dispatcher, request } from 'undici';
import type { Organization } from '../domain/organizations.js';

/** The certificate with which this organization shows itself to the parts of others. */
export interface TlsIdentity {
  /** PEM */
  readonly certificate: string;
  /** PEM */
  readonly key: string;
}

/** Mutual TLS connections to parts of other organizations, each held to the root that the ledger names for it. */
export class MemberConnections {
  readonly #identity: TlsIdentity;
  readonly #agents = new Map<string, Agent>();

  constructor(identity: TlsIdentity) {
    this.#identity = identity;
  }

  /** A request to a part of `organization`; throws when it cannot be reached or is not who it should be. */
  async request(
    organization: Pick<Organization, 'tlsRoot'>,
    url: URL,
    options: Readonly<{
      method: 'GET' | 'POST';
      body?: string;
      headersTimeout: number;
      signal?: AbortSignal;
    }>,
  ): Promise<Dispatcher.ResponseData> {
    return await request(url, {
      ...options,
      ...(options.body === undefined ? {} : { headers: { 'content-type': 'application/json' } }),
      dispatcher: this.#agentFor(organization.tlsRoot),
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#agents.values()].map((agent) => agent.destroy()));
  }

  #agentFor(tlsRoot: string): Agent {
    const known = this.#agents.get(tlsRoot);
    if (known !== undefined) return known;
    const { certificate: cert, key } = this.#identity;
    const agent = new Agent({
      connect: { ca: tlsRoot, cert, key, minVersion: 'TLSv1.3', timeout: 2_000 },
      bodyTimeout: 60_000,
    });
    this.#agents.set(tlsRoot, agent);
    return agent;
  }
}
