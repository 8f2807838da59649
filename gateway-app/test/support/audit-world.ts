import type { JsonValue, RecordType } from '@medseal/ledger-model';
import { newId, TestChain } from './blocks.js';

/**
 * Two hospitals with a patient and a doctor each, and a regulator with an auditor, as their registrations show them.
 */
export class AuditWorld {
  readonly chain = new TestChain();
  readonly people = {
    patientA: this.#register('HospitalA', 'patient'),
    doctorA: this.#register('HospitalA', 'doctor'),
    auditorA: this.#register('HospitalA', 'auditor'),
    patientB: this.#register('HospitalB', 'patient'),
    doctorB: this.#register('HospitalB', 'doctor'),
    auditorR: this.#register('Regulator', 'auditor'),
  };

  /** A person of an organization writes one record, in a block of its own. */
  write(
    called: string,
    actor: Readonly<{ mspId: string; creator: string; at?: string }>,
    record: Readonly<{ type: RecordType; id?: string; fields: Readonly<Record<string, JsonValue>> }>,
  ): void {
    const parts = [record.id ?? newId('disclosure')];
    this.chain.add({ function: called, ...actor, writes: [{ ...record, parts }] });
  }

  /** A doctor reads, or is refused. */
  read(reader: Named, patient: Named, more: Readonly<Record<string, JsonValue>> = {}, at?: string): void {
    const fields = {
      ...{ disclosureId: newId('disclosure'), patient: patient.creator, reader: reader.creator },
      ...{ reportId: newId('report'), versionId: newId('version'), purpose: 'TREAT', outcome: 'permit' },
      ...more,
    };
    const actor = at === undefined ? reader : { ...reader, at };
    this.write('DisclosureContract:DiscloseReport', actor, { type: 'disclosure', fields });
  }

  #register(organization: string, role: string): Named {
    const named = { mspId: `${organization}MSP`, creator: newId('pseudonym'), personId: newId('person') };
    const { mspId, creator: pseudonym, personId } = named;
    const fields = { pseudonym, personId, mspId, role };
    this.write('PersonContract:RegisterPerson', named, { type: 'person', id: pseudonym, fields });
    return named;
  }
}

/** A person with all names. */
export interface Named {
  readonly mspId: string;
  /** Pseudonym. */
  readonly creator: string;
  readonly personId: string;
}
