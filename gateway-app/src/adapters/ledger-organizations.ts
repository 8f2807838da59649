import { consortiumAnswerSchema, recordSchemas } from '@medseal/ledger-model';
import { Failure } from '../domain/failure.js';
import type { Ledger } from '../domain/ledger.js';
import type { Organization, Organizations } from '../domain/organizations.js';

/** Milliseconds for which what the ledger said is good; keys and addresses change rarely. */
const freshness = 30_000;

/** The organizations' records at the own peer, remembered for a while. */
export class LedgerOrganizations implements Organizations {
  readonly #ledger: Ledger;
  #remembered: readonly Organization[] = [];
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<readonly Organization[]> | undefined;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  async all(): Promise<readonly Organization[]> {
    if (performance.now() - this.#readAt < freshness) return this.#remembered;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    try {
      return await this.#reading;
    } catch (error) {
      if (this.#remembered.length > 0) return this.#remembered;
      throw error;
    }
  }

  async byMspId(mspId: string): Promise<Organization> {
    const found = (await this.all()).find((organization) => organization.mspId === mspId);
    if (found === undefined) throw new Failure('NOT_FOUND', 'no such organization');
    return found;
  }

  async #read(): Promise<readonly Organization[]> {
    const consortium = consortiumAnswerSchema.parse(await this.#ledger.evaluate('ReadConsortium', []));
    this.#remembered = await Promise.all(
      consortium.organizations.map(async ({ mspId, name, kind }) => {
        const answer = await this.#ledger.evaluate('ReadOrganization', [mspId]);
        const { memberUrl, keyAgentUrl, tlsRoot, keys } = recordSchemas.organization.parse(answer);
        return { mspId, name, kind, memberUrl, keyAgentUrl, tlsRoot, keys };
      }),
    );
    this.#readAt = performance.now();
    return this.#remembered;
  }
}
