import { expect, test } from 'vitest';
import { attempts } from '../../tests/src/faults/attempts.js';
import { caseAt } from '../../tests/src/faults/cases.js';
import { moments } from '../../tests/src/faults/moments.js';
import { victims } from '../../tests/src/faults/victims.js';

test('every program is killed in every act, and every act at each of its moments', () => {
  const acts = Object.keys(attempts);
  const played = victims.map((_, victim) => acts.map((_act, round) => caseAt(victim, round)));
  for (const its of played) expect(its.map(({ act }) => act).toSorted()).toEqual(acts.toSorted());
  const all = new Set(played.flat().map(({ act, moment }) => `${act} ${moment}`));
  const expected = acts.flatMap((act) =>
    moments.filter((moment) => act === 'upload' || moment !== 'stored').map((moment) => `${act} ${moment}`),
  );
  expect(all).toEqual(new Set(expected));
});
