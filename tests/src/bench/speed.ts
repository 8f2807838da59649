import { pdf } from '../kit/files/documents.js';
import { type Person, type Receipt } from '../kit/api/gateway-client.js';
import { actCall } from '../kit/api/acts.js';
import { LedgerClient } from '../kit/network/ledger.js';
import { newLedgerPatient } from '../kit/network/ledger-person.js';
import type { Network } from '../kit/network/network.js';
import { newPatient } from '../kit/api/people.js';

/** How long one step takes, alone and with others. */
export interface Pace {
  readonly what: string;
  /** Median alone, milliseconds. */
  readonly alone: number;
  /** The same as a multiple of a bare ledger transaction: a figure that depends less on the machine. */
  readonly inBareTransactions: number;
  /** Median with 16 in flight, milliseconds. */
  readonly together: number;
  readonly perSecond: number;
}

const inFlight = 16;
const rounds = { alone: 25, together: 96 } as const;

/** Medians of upload, disclosure and content of small reports, compared with a bare transaction. */
export async function measureSpeed(network: Network): Promise<Pace[]> {
  const patient = await newPatient(network, 'HospitalA', 'Fast Patient');
  const document = pdf('small.pdf', ['Haemoglobin 13.1 g/dl']);
  const receipt = await patient.upload(document, 'Small');
  const bare = await bareTransaction(network, receipt);
  const disclosureId = (await patient.disclose(receipt.reportId)).disclosureId;
  const steps: readonly (readonly [string, (person: Person) => Promise<unknown>])[] = [
    ['upload', (person) => person.upload(document, 'Small')],
    ['disclose', (person) => person.disclose(receipt.reportId)],
    ['content', (person) => person.download(disclosureId)],
    ['list', (person) => person.call('GET', '/reports?filter=own&limit=20')],
  ];
  const paces: Pace[] = [];
  for (const [what, step] of steps) {
    await step(patient);
    const alone = median(await repeat(rounds.alone, 1, () => step(patient)));
    const started = performance.now();
    const together = median(await repeat(rounds.together, inFlight, () => step(patient)));
    const perSecond = (rounds.together * 1000) / (performance.now() - started);
    paces.push({ what, alone, inBareTransactions: alone / bare, together, perSecond });
  }
  return paces;
}

/** Median of a disclosure submitted straight to the ledger, milliseconds. */
async function bareTransaction(network: Network, { reportId, versionId }: Receipt): Promise<number> {
  const ledger = await LedgerClient.of(network, 'HospitalA');
  try {
    const person = await newLedgerPatient(network, ledger, 'HospitalA');
    const statement = { report: reportId, version: versionId, purpose: 'TREAT' };
    const submit = () =>
      ledger.submit(person.identity, actCall({ function: 'DiscloseReport', statement }, person));
    await submit();
    return median(await repeat(rounds.alone, 1, submit));
  } finally {
    ledger.close();
  }
}

/** Runs `count` times, `width` at once; the milliseconds of each. */
async function repeat(count: number, width: number, run: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  let begun = 0;
  const worker = async (): Promise<void> => {
    while (begun++ < count) {
      const started = performance.now();
      await run();
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return times;
}

function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
