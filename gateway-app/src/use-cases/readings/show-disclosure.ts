import type { DisclosureId, RecordOf, ReportId, VersionId } from '@medseal/ledger-model';
import { Failure } from '../../domain/shared/failure.js';
import type { Projection } from '../../domain/ledger/projection.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import { permitsNow, presentFacts } from './present-facts.js';

/** One of the caller's own readings, and whether it would be permitted now. */
export interface StandingDisclosure {
  readonly disclosureId: DisclosureId;
  readonly reportId: ReportId;
  readonly versionId: VersionId;
  readonly outcome: 'permit' | 'refuse';
  /** Whether what permitted it still holds. */
  readonly permitted: boolean;
  /** End of the consent that permitted it, RFC 3339. */
  readonly until?: string;
}

/** Tells a reader who has a report open whether it may stay open. */
export class ShowDisclosure {
  readonly #projection: Projection;
  readonly #caughtUp: () => Promise<void>;

  /** @param caughtUp resolves once the projection has every block that this organization's peer had when it was asked. */
  constructor(parts: Readonly<{ projection: Projection; caughtUp: () => Promise<void> }>) {
    this.#projection = parts.projection;
    this.#caughtUp = parts.caughtUp;
  }

  /** @throws {Failure} NOT_FOUND also for other people's disclosures. */
  async show(id: DisclosureId, { person }: OpenSession): Promise<StandingDisclosure> {
    const disclosure = await this.#find(id);
    if (disclosure?.reader !== person.pseudonym) throw new Failure('NOT_FOUND', 'no such disclosure');
    const { disclosureId, reportId, versionId, outcome } = disclosure;
    return { disclosureId, reportId, versionId, outcome, ...(await this.#standing(disclosure)) };
  }

  /** One that was just recorded may not be in the projection yet. */
  async #find(id: DisclosureId): Promise<RecordOf<'disclosure'> | undefined> {
    const known = await this.#projection.find('disclosure', [id]);
    if (known !== undefined) return known.record;
    await this.#caughtUp();
    return (await this.#projection.find('disclosure', [id]))?.record;
  }

  async #standing(
    disclosure: RecordOf<'disclosure'>,
  ): Promise<Pick<StandingDisclosure, 'permitted' | 'until'>> {
    const present = await presentFacts(this.#projection, disclosure);
    if (disclosure.basis === undefined || present === undefined) return { permitted: false };
    const until = present.consent?.until;
    return { permitted: permitsNow(present, disclosure), ...(until !== undefined && { until }) };
  }
}
