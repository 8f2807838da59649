import { attempts } from './attempts.js';
import { type Moment, moments } from './moments.js';

const acts = Object.keys(attempts);

/**
 * What a program is killed in: one act after the other, each at its next moment from program to program and from pass
 * to pass. With as many rounds as there are acts, every program is killed in every act, and every act at each moment.
 */
export function caseAt(victim: number, round: number): Readonly<{ act: string; moment: Moment }> {
  const act = acts[round % acts.length];
  // Only an upload stores something.
  const its = moments.filter((moment) => act === 'upload' || moment !== 'stored');
  const moment = its[(victim + Math.floor(round / acts.length)) % its.length];
  if (act === undefined || moment === undefined) throw new Error('there is nothing to play');
  return { act, moment };
}
