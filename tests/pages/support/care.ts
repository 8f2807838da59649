import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { pdf } from '../../src/kit/files/documents.js';
import type { BrowserSettings } from '../../src/kit/browser/chromium.js';
import { inSeconds, type Person, type Receipt } from '../../src/kit/api/gateway-client.js';
import type { Network } from '../../src/kit/network/network.js';
import { Visitors } from '../../src/kit/browser/page-visitors.js';
import { freshName } from '../../src/kit/browser/page-words.js';
import { newDoctor, newPatient } from '../../src/kit/api/people.js';

/** Who may come before the browser of a file of tests. */
type Arrivals = Pick<Visitors, 'stranger' | 'person' | 'demo'>;

/**
 * Starts a browser before the tests of a file or group. After each test everyone leaves it, and nothing has gone
 * wrong in any tab.
 */
export function visitorsOf(network: Network, settings?: BrowserSettings): Arrivals {
  let gathered: Visitors | undefined;
  const visitors = (): Visitors => madeBefore(gathered);
  beforeAll(async () => {
    gathered = await Visitors.gather(network, settings);
  });
  afterEach(async () => {
    expect(await visitors().leave()).toEqual([]);
  });
  afterAll(async () => {
    await gathered?.close();
  });
  return {
    stranger: (...who) => visitors().stranger(...who),
    person: (...who) => visitors().person(...who),
    demo: (...who) => visitors().demo(...who),
  };
}

/** Two people of a file of tests. */
interface Pair {
  readonly patient: Person;
  readonly doctor: Person;
}

/** A browser, and two people who may use it. */
interface Care extends Pair {
  readonly visitors: Arrivals;
  readonly doctorName: string;
}

/**
 * Makes a patient and a doctor of these organizations before the tests of a file, with a browser as {@link
 * visitorsOf} does.
 */
export function careAt(network: Network, at: Readonly<{ patient: string; doctor: string }>): Care {
  const visitors = visitorsOf(network);
  const doctorName = freshName('Doctor');
  let pair: Pair | undefined;
  beforeAll(async () => {
    const [patient, doctor] = await Promise.all([
      newPatient(network, at.patient, freshName('Patient')),
      newDoctor(network, at.doctor, doctorName),
    ]);
    pair = { patient, doctor };
  });
  return {
    visitors,
    doctorName,
    get patient() {
      return madeBefore(pair).patient;
    },
    get doctor() {
      return madeBefore(pair).doctor;
    },
  };
}

function madeBefore<Made>(made: Made | undefined): Made {
  if (made === undefined) throw new Error('asked for before the tests of the file');
  return made;
}

/** A report that was shared. */
interface Shared extends Receipt {
  readonly title: string;
  readonly consentId: string;
  /** Of the consent. */
  readonly consentBlock: string;
}

/** A new report of the patient that the doctor may read. */
export async function sharedReport(
  { patient, doctor }: Pair,
  title = freshName('Blood test'),
  until = inSeconds(3600),
): Promise<Shared> {
  const report = await patient.upload(pdf('blood-test.pdf', ['Blood test']), title);
  const { consentId, receipt } = await patient.share(report.reportId, doctor, { until });
  return { ...report, title, consentId, consentBlock: receipt.block };
}
