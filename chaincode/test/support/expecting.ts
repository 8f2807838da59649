import { parseCanonical, type ErrorCode, type JsonValue } from '@medseal/ledger-model';
import { expect } from 'vitest';
import type { PersonActor } from './actors.js';
import type { Simulation } from './peer.js';
import type { World } from './world.js';

/** Expects a refusal with this code, whose text contains the given part. */
export function expectRefusal({ status, code, message }: Simulation, expected: ErrorCode, text = ''): void {
  expect({ status, code, message }).toEqual({
    status: 500,
    code: expected,
    message: expect.stringContaining(text) as string,
  });
}

/** The canonical answer of an evaluated function, which wrote nothing and emitted no event. */
export function answerOf({
  status,
  message,
  payload,
  writes,
  event,
}: Simulation): Readonly<Record<string, JsonValue>> {
  expect({ status, message, writes: writes.length, event }).toEqual({
    status: 200,
    message: '',
    writes: 0,
    event: undefined,
  });
  return parseCanonical(Buffer.from(payload)) as Readonly<Record<string, JsonValue>>;
}

/** Asserts success of a submitted function. */
export function expectDone({ status, message, payload }: Simulation): void {
  expect({ status, message, payload }).toEqual({ status: 200, message: '', payload: 'DONE' });
}

/** What the ledger tells the regulator's service about a person. */
export async function stateOf(world: World, { name }: Pick<PersonActor, 'name'>) {
  return answerOf(await world.read('ReadPerson', world.services.Regulator, name));
}
