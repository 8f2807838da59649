import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { Actor } from '../../src/kit/api/acts.js';
import { pdf } from '../../src/kit/files/documents.js';
import type { Person, Receipt } from '../../src/kit/api/gateway-client.js';
import { type Identity, identityOf, LedgerClient, refusalOf } from '../../src/kit/network/ledger.js';
import { type LedgerPerson, newLedgerPatient } from '../../src/kit/network/ledger-person.js';
import type { Network } from '../../src/kit/network/network.js';
import { newPatient } from '../../src/kit/api/people.js';

/** Calls of the contracts past the gateways, at HospitalA's peer and at HospitalB's. */
export class SignedActs {
  readonly ledger: LedgerClient;
  readonly ledgerB: LedgerClient;
  readonly patient: Person;
  readonly report: Receipt;
  /** A person of HospitalA who needs no gateway. */
  readonly mallory: LedgerPerson;
  readonly #network: Network;

  private constructor(
    network: Network,
    {
      ledger,
      ledgerB,
      patient,
      report,
      mallory,
    }: Pick<SignedActs, 'ledger' | 'ledgerB' | 'patient' | 'report' | 'mallory'>,
  ) {
    this.#network = network;
    [this.ledger, this.ledgerB] = [ledger, ledgerB];
    [this.patient, this.report, this.mallory] = [patient, report, mallory];
  }

  static async open(network: Network): Promise<SignedActs> {
    const ledger = await LedgerClient.of(network, 'HospitalA');
    const ledgerB = await LedgerClient.of(network, 'HospitalB');
    const patient = await newPatient(network, 'HospitalA', 'Ledger Patient');
    const report = await patient.upload(pdf('ledger.pdf', ['ledger']), 'Ledger report');
    const mallory = await newLedgerPatient(network, ledger, 'HospitalA');
    return new SignedActs(network, { ledger, ledgerB, patient, report, mallory });
  }

  close(): void {
    this.ledger.close();
    this.ledgerB.close();
  }

  /** Mallory asks to read the report, and may not: what comes of it is committed. */
  reading() {
    const { reportId: report, versionId: version } = this.report;
    return { function: 'DiscloseReport' as const, statement: { report, version, purpose: 'TREAT' } };
  }

  /** Submits and expects the peers' refusal; nothing may be committed. */
  async refused(
    identity: Identity,
    call: Parameters<LedgerClient['submit']>[1],
    by = this.ledger,
  ): Promise<string> {
    const service = await identityOf(this.#network, 'HospitalA', 'gateway');
    const before = await this.ledger.height(service);
    const refusal = await refusalOf(by.submit(identity, call));
    expect(await this.ledger.height(service)).toBe(before);
    return refusal;
  }

  /** Mallory's key under another identity. */
  heldBy(identity: Identity, name: string = this.mallory.name): Actor {
    return { identity, name, signatureSeed: this.mallory.signatureSeed };
  }
}

export async function operatorOf(network: Network, organization: string): Promise<Actor> {
  const file = path.join(network.home, 'organizations', organization, 'secrets', 'operator-seed');
  const identity = await identityOf(network, organization, 'operator');
  return {
    identity,
    name: identity.mspId,
    signatureSeed: Buffer.from(readFileSync(file, 'utf8').trim(), 'base64'),
  };
}
