import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Person } from '../../src/kit/api/gateway-client.js';
import type { Network } from '../../src/kit/network/network.js';
import { Visitors } from '../../src/kit/browser/page-visitors.js';
import { freshName } from '../../src/kit/browser/page-words.js';
import { newDoctor, newPatient } from '../../src/kit/api/people.js';

/** A browser, and two people of a file of tests who may use it. */
interface Care {
  readonly visitors: Visitors;
  readonly patient: Person;
  readonly doctor: Person;
}

/**
 * Makes a patient and a doctor, of these organizations, before the tests of a file. After each test everybody leaves the
 * browser, and nothing has gone wrong in any tab.
 */
export function careAt(
  network: Network,
  at: Readonly<{ patient: string; doctor: string }>,
): Care & { readonly doctorName: string } {
  const doctorName = freshName('Doctor');
  let made: Care | undefined;
  const care = (): Care => {
    if (made === undefined) throw new Error('asked for before the tests of the file');
    return made;
  };
  beforeAll(async () => {
    const [visitors, patient, doctor] = await Promise.all([
      Visitors.gather(network),
      newPatient(network, at.patient, freshName('Patient')),
      newDoctor(network, at.doctor, doctorName),
    ]);
    made = { visitors, patient, doctor };
  });
  afterEach(async () => {
    expect(await care().visitors.leave()).toEqual([]);
  });
  afterAll(async () => {
    await made?.visitors.close();
  });
  return {
    doctorName,
    get visitors() {
      return care().visitors;
    },
    get patient() {
      return care().patient;
    },
    get doctor() {
      return care().doctor;
    },
  };
}
