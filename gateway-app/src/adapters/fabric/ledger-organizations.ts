import { type ConsortiumSettings, consortiumAnswerSchema, recordSchemas } from '@medseal/ledger-model';
import { Failure } from '../../domain/shared/failure.js';
import type { Ledger } from '../../domain/ledger/ledger.js';
import type { Organization, Organizations } from '../../domain/ledger/organizations.js';

/** Milliseconds for which the ledger's answer is used; keys and addresses change rarely. */
const freshness = 30_000;

/** What the ledger says about the consortium. */
interface KnownConsortium {
  readonly organizations: readonly Organization[];
  readonly settings: ConsortiumSettings;
}

/** The organizations' records at this organization's peer, and the consortium's settings, remembered for a while. */
export class LedgerOrganizations implements Organizations {
  readonly #ledger: Ledger;
  #remembered: KnownConsortium | undefined;
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<KnownConsortium> | undefined;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  async all(): Promise<readonly Organization[]> {
    return (await this.#consortium()).organizations;
  }

  async byMspId(mspId: string): Promise<Organization> {
    const found = (await this.all()).find((organization) => organization.mspId === mspId);
    if (found === undefined) throw new Failure('NOT_FOUND', 'no such organization');
    return found;
  }

  async settings(): Promise<ConsortiumSettings> {
    return (await this.#consortium()).settings;
  }

  /** The organizations as they are on the ledger now; remembered, too. */
  async read(): Promise<readonly Organization[]> {
    return (await this.#readOnce()).organizations;
  }

  async #consortium(): Promise<KnownConsortium> {
    if (this.#remembered !== undefined && performance.now() - this.#readAt < freshness)
      return this.#remembered;
    try {
      return await this.#readOnce();
    } catch (error) {
      if (this.#remembered !== undefined) return this.#remembered;
      throw error;
    }
  }

  async #readOnce(): Promise<KnownConsortium> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return await this.#reading;
  }

  async #read(): Promise<KnownConsortium> {
    const consortium = consortiumAnswerSchema.parse(await this.#ledger.evaluate('ReadConsortium', []));
    const organizations = await Promise.all(
      consortium.organizations.map(async ({ mspId, name, kind }) => {
        const answer = await this.#ledger.evaluate('ReadOrganization', [mspId]);
        const { memberUrl, keyAgentUrl, tlsRoot, keys } = recordSchemas.organization.parse(answer);
        return { mspId, name, kind, memberUrl, keyAgentUrl, tlsRoot, keys };
      }),
    );
    this.#remembered = { organizations, settings: consortium.settings };
    this.#readAt = performance.now();
    return this.#remembered;
  }
}
