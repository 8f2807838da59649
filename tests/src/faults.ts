import { parseArgs } from 'node:util';
import { caseAt } from './faults/cases.js';
import { fsck } from './faults/fsck.js';
import type { Moment } from './faults/moments.js';
import { Stage } from './faults/stage.js';
import { type Victim, victims } from './faults/victims.js';
import { Network } from './kit/network/network.js';
import { withNetwork } from './runner/test-network.js';

const { values } = parseArgs({
  options: {
    /** Rounds for each program that is killed. */
    rounds: { type: 'string', default: '10' },
    /** On the network of MEDSEAL_HOME that runs already, instead of a new one. */
    here: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);

const write = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/**
 * Plays all rounds on a network of its own; resolves with the number of rounds in which something was lost or
 * doubled.
 */
async function playAll(): Promise<number> {
  const network = new Network();
  const stage = await Stage.set(network);
  let failures = 0;
  try {
    for (const [index, victim] of victims.entries())
      for (let round = 0; round < rounds; round++)
        if (!(await playOne(network, stage, { victim, ...caseAt(index, round) }))) failures++;
  } finally {
    stage.close();
  }
  write(`${victims.length * rounds} rounds, ${failures} with a loss, a double or an orphan`);
  return failures;
}

async function playOne(
  network: Network,
  stage: Stage,
  { act, victim, moment }: Readonly<{ act: string; victim: Victim; moment: Moment }>,
): Promise<boolean> {
  const what = `${victim} killed when ${act} is ${moment}`;
  try {
    const { acknowledged, recovered } = await stage.round(act, victim, moment);
    const { clean, organizations } = await fsck(network);
    if (!clean) throw new Error(JSON.stringify(organizations.flatMap(({ findings }) => findings)));
    const answer = acknowledged ? 'acknowledged' : 'not acknowledged, repeated';
    write(`✓ ${what}: ${answer}, well after ${(recovered / 1000).toFixed(1)} s`);
    return true;
  } catch (error) {
    write(`✗ ${what}: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

const failures = values.here
  ? await playAll()
  : await withNetwork({ data: false }, async ({ environment }) => {
      Object.assign(process.env, environment);
      return await playAll();
    });
process.exitCode = failures === 0 ? 0 : 1;
