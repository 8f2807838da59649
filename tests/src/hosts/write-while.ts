import { setTimeout as delay } from 'node:timers/promises';
import { pdf } from '../kit/files/documents.js';
import { eventually } from '../kit/eventually.js';
import type { Network } from '../kit/network/network.js';
import { newPatient } from '../kit/api/people.js';
import type { Cable } from './cable.js';
import { Writer, type Written } from './writer.js';

/**
 * Milliseconds without a commit at most: while an organization is silent that does not lead, and while the
 * leader is.
 */
export const longest = { follower: 7_000, leader: 10_000 } as const;
/** Milliseconds after healing until all organizations hold the same blocks, at most. */
export const healing = 10_000;

/** Seconds that cables are cut: a short part inside `npm test`, longer by `npm run test:hosts`. */
export const silence = Number(process.env['LANE_SECONDS'] ?? 10);

/** What happened while cables were cut. */
export interface Outcome {
  readonly written: readonly Written[];
  /** Milliseconds from the healing until all organizations held the same blocks. */
  readonly healed: number;
  /** Blocks that the organization with fewest lacked at the end of the cut; not a number where one is not known. */
  readonly behind: number;
}

/**
 * Cuts cables while patients of these hospitals go on writing; ends when all organizations hold the same
 * blocks again.
 */
export async function writeWhile(
  { network, cable, seconds = silence }: Readonly<{ network: Network; cable: Cable; seconds?: number }>,
  hospitals: readonly string[],
  cut: () => Promise<void>,
): Promise<Outcome> {
  const writers = await Promise.all(hospitals.map((name) => writerAt(network, name)));
  await delay(2_000);
  await cut();
  await delay(seconds * 1000);
  const behind = await differenceOf(network);
  await cable.heal();
  const began = performance.now();
  await eventually('all organizations hold the same blocks', () => equalHeights(network), 60_000);
  const healed = performance.now() - began;
  // An act that was on its way when the cables were repaired ends first.
  await delay(1_000);
  return { written: await Promise.all(writers.map((writer) => writer.stop())), healed, behind };
}

/**
 * Makes a trial, and reports its outcome in a line. Other work on the machine makes gaps longer, so one trial
 * may take too long; the two after it must not. What must never happen, a lost or doubled act, fails at once.
 * @param isFit What else an outcome must be.
 */
export async function inTime(limit: number, trial: Trial, isFit: IsFit = () => true): Promise<void> {
  const isWell = (): Promise<boolean> => isInTime(limit, trial, isFit);
  if ((await isWell()) || ((await isWell()) && (await isWell()))) return;
  throw new Error(
    `two trials failed: a gap was over ${inSeconds(limit)}, healing over ${inSeconds(healing)}, or a cut showed nowhere`,
  );
}

type Trial = () => Promise<readonly [row: string, Outcome]>;
type IsFit = (outcome: Outcome) => boolean;

async function isInTime(limit: number, trial: Trial, isFit: IsFit): Promise<boolean> {
  const [row, outcome] = await trial();
  tell(row, outcome);
  if (!isFit(outcome)) return false;
  return outcome.healed < healing && outcome.written.every(({ longestGap }) => longestGap < limit);
}

/** The outcome in a line, for the closing table. */
function tell(row: string, { written, healed, behind }: Outcome): void {
  const sum = (each: (written: Written) => number) => written.reduce((all, one) => all + each(one), 0);
  const gaps = written.map(({ longestGap }) => inSeconds(longestGap)).join(', ');
  const acts = `${sum(({ acts }) => acts)} acts, ${sum(({ refusals }) => refusals)} repeated`;
  const lacked = `${behind} blocks behind at the end`;
  process.stdout.write(
    `${row}: ${acts}, longest gaps ${gaps}, ${lacked}, equal after ${inSeconds(healed)}\n`,
  );
}

function inSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

async function writerAt(network: Network, hospital: string): Promise<Writer> {
  const patient = await newPatient(network, hospital, 'Writing Patient');
  const grantee = await newPatient(network, hospital, 'Named Patient');
  const { reportId } = await patient.upload(pdf('written.pdf', ['written']), 'Written');
  return new Writer(patient, grantee.personId, reportId);
}

async function equalHeights(network: Network): Promise<true | undefined> {
  // Others go on writing: a block may just be on its way.
  return (await differenceOf(network)) <= 1 || undefined;
}

/**
 * Blocks between the organization that has most and the one that has fewest; not a number while one of them
 * is not known.
 */
async function differenceOf(network: Network): Promise<number> {
  const { organizations } = await network.status();
  const heights = organizations.map(({ height }) => height ?? Number.NaN);
  return Math.max(...heights) - Math.min(...heights);
}
