import { equalHeights } from '../kit/network/equal-heights.js';
import { eventually } from '../kit/eventually.js';
import type { Network } from '../kit/network/network.js';
import type { Attempt } from './attempts.js';
import { journalFigures, lookFor, type Lookout, type Moment } from './moments.js';
import { aimAt, type Victim } from './victims.js';

/** What is done, what is killed, and when. */
export interface Round {
  readonly attempt: Attempt;
  readonly victim: Victim;
  readonly moment: Moment;
}

/** How a round went; anything lost or doubled is thrown. */
export interface Outcome {
  /** The part that was killed. */
  readonly killed: string;
  /** Whether the first call was acknowledged in spite of the kill. */
  readonly acknowledged: boolean;
  /** Milliseconds from the kill until everything was up and the act had its effect. */
  readonly recovered: number;
}

/** Milliseconds for all programs to be up again. */
const patience = 60_000;

/** Does an act, kills a program at a moment of it, lets everything come back, and requires the effect exactly once. */
export async function play(network: Network, lookout: Lookout, round: Round): Promise<Outcome> {
  const { attempt, victim, moment } = round;
  const target = await aimAt(network, victim);
  const seen = await lookFor(moment, lookout);
  const first = attempt.go().then(
    () => true,
    () => false,
  );
  await seen();
  const started = performance.now();
  target.kill();
  const acknowledged = await first;
  const killed = target.part;
  await allUp(network, killed);
  if (!acknowledged) await attempt.again();
  await settled(network);
  await equalHeights(lookout.person);
  await attempt.verify();
  return { killed, acknowledged, recovered: performance.now() - started };
}

async function allUp(network: Network, killed: string): Promise<void> {
  // A part that was killed often in a short time waits long before it is started again.
  await network.command('start', killed);
  await eventually(
    'everything is up',
    async () => ((await network.status()).state === 'up' ? true : undefined),
    patience,
  );
}

/** Waits until no gateway has unfinished rows in its journal. */
export async function settled(network: Network): Promise<void> {
  const { organizations } = await network.status();
  await eventually(
    'the journals are empty',
    () => {
      const figures = organizations.map(({ name }) => journalFigures(network.home, name));
      return Promise.resolve(figures.every(({ acts, objects }) => acts + objects === 0) || undefined);
    },
    patience,
  );
}
