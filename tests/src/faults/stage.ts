import { Bucket } from '../kit/network/bucket.js';
import { allowContributions } from '../kit/api/care.js';
import { pdf } from '../kit/files/documents.js';
import { type Person, type Receipt } from '../kit/api/gateway-client.js';
import { identityOf, LedgerClient } from '../kit/network/ledger.js';
import type { Network } from '../kit/network/network.js';
import { newDoctor, newPatient } from '../kit/api/people.js';
import { type Cast, attempts } from './attempts.js';
import type { Lookout, Moment } from './moments.js';
import { type Outcome, play } from './round.js';
import type { Victim } from './victims.js';

/** A report whose upload was acknowledged before anything was killed. */
interface Acknowledged {
  readonly receipt: Receipt;
  readonly bytes: Buffer;
}

/** People and lookouts for rounds of one run. */
export class Stage {
  readonly #network: Network;
  readonly #cast: Cast;
  readonly #lookout: Lookout;
  readonly #acknowledged: Acknowledged;

  private constructor(
    network: Network,
    cast: Cast,
    parts: Readonly<{ lookout: Lookout; acknowledged: Acknowledged }>,
  ) {
    this.#network = network;
    this.#cast = cast;
    this.#lookout = parts.lookout;
    this.#acknowledged = parts.acknowledged;
  }

  /** A patient of HospitalA, whose parts are killed, and a reader of HospitalB. */
  static async set(network: Network): Promise<Stage> {
    const patient = await newPatient(network, 'HospitalA', 'Fault Patient');
    const reader = await newDoctor(network, 'HospitalB', 'Fault Reader');
    const author = await newDoctor(network, 'HospitalA', 'Fault Author');
    const registrar = await network.demoPerson('HospitalA', 'registrar');
    await allowContributions(registrar, { patient, doctor: author });
    const document = pdf('before.pdf', ['acknowledged before anything was killed']);
    const acknowledged = { receipt: await patient.upload(document, 'Before'), bytes: document.bytes };
    const lookout = {
      person: patient,
      bucket: await Bucket.of(network, 'HospitalA'),
      home: network.home,
      organization: 'HospitalA',
      ledger: await LedgerClient.of(network, 'HospitalB'),
      identity: await identityOf(network, 'HospitalB', 'gateway'),
    };
    return new Stage(network, { patient, reader, author }, { lookout, acknowledged });
  }

  /** Plays one round. @throws when anything was lost or doubled */
  async round(act: string, victim: Victim, moment: Moment): Promise<Outcome> {
    // Granting and revoking require a password from the last five minutes.
    const { patient, reader, author } = this.#cast;
    await Promise.all([patient.logIn(), reader.logIn(), author.logIn()]);
    const attempt = await attempts[act]?.(this.#cast);
    if (attempt === undefined) throw new Error(`no act ${act}`);
    const outcome = await play(this.#network, this.#lookout, { attempt, victim, moment });
    await this.#requireAcknowledged();
    return outcome;
  }

  close(): void {
    this.#lookout.ledger.close();
  }

  async #requireAcknowledged(): Promise<void> {
    const { receipt, bytes } = this.#acknowledged;
    const opened = await readAs(this.#cast.patient, receipt.reportId);
    if (!opened.equals(bytes)) throw new Error('an acknowledged report does not open as it was');
  }
}

async function readAs(person: Person, reportId: string): Promise<Buffer> {
  return (await person.read(reportId, 'PATRQT')).bytes;
}
