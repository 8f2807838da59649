import {
  type ConsentId,
  type DisclosureId,
  type FetchAnswer,
  fetchAnswerSchema,
  type PersonAnswer,
  personAnswerSchema,
  type Pseudonym,
  type RecordOf,
  recordSchemas,
  type ReportId,
  type RequestId,
  type VersionAnswer,
  versionAnswerSchema,
  type VersionId,
  type WrapBasis,
} from '@medseal/ledger-model';
import type { FabricIdentity, Ledger } from '../../domain/ledger/ledger.js';

/**
 * Typed answers of the evaluated functions, from this organization's peer. Without `as`, the gateway's service
 * identity reads.
 */
export class LedgerReads {
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  async person(pseudonym: Pseudonym): Promise<PersonAnswer> {
    return personAnswerSchema.parse(await this.#ledger.evaluate('ReadPerson', [pseudonym]));
  }

  async report(reportId: ReportId): Promise<RecordOf<'report'>> {
    return recordSchemas.report.parse(await this.#ledger.evaluate('ReadReport', [reportId]));
  }

  async consent(consentId: ConsentId, as: FabricIdentity): Promise<RecordOf<'consent'>> {
    return recordSchemas.consent.parse(await this.#ledger.evaluate('ReadConsent', [consentId], as));
  }

  async preferences(patient: Pseudonym): Promise<RecordOf<'patient'>> {
    return recordSchemas.patient.parse(await this.#ledger.evaluate('ReadPreferences', [patient]));
  }

  async request(requestId: RequestId, as: FabricIdentity): Promise<RecordOf<'request'>> {
    return recordSchemas.request.parse(await this.#ledger.evaluate('ReadRequest', [requestId], as));
  }

  async disclosure(disclosureId: DisclosureId, as?: FabricIdentity): Promise<RecordOf<'disclosure'>> {
    return recordSchemas.disclosure.parse(await this.#ledger.evaluate('ReadDisclosure', [disclosureId], as));
  }

  /** The envelope of a version with the reader's own wrap under one basis. */
  async version(versionId: VersionId, basis: WrapBasis, as: FabricIdentity): Promise<VersionAnswer> {
    return versionAnswerSchema.parse(await this.#ledger.evaluate('ReadVersion', [versionId, basis], as));
  }

  /** Whether the sealed bytes of a disclosure may be sent now: the peer decides again. */
  async fetch(disclosureId: DisclosureId): Promise<FetchAnswer> {
    return fetchAnswerSchema.parse(await this.#ledger.evaluate('ReadFetch', [disclosureId]));
  }
}
