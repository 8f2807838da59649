import { parseCanonical, type ErrorCode, type JsonValue } from '@medseal/ledger-model';
import { expect } from 'vitest';
import type { PersonActor } from './actors.js';
import type { Simulation } from './peer.js';
import type { World } from './world.js';

/** A refusal by this code whose text holds this much. */
export function expectRefusal({ status, code, message }: Simulation, expected: ErrorCode, text = ''): void {
  expect({ status, code, message }).toEqual({
    status: 500,
    code: expected,
    message: expect.stringContaining(text) as string,
  });
}

/** The canonical answer of an evaluated function, which wrote nothing and said nothing to listeners. */
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

/** What the ledger says of a person, to the regulator's service. */
export async function stateOf(world: World, { name }: Pick<PersonActor, 'name'>) {
  return answerOf(await world.read('ReadPerson', world.services.Regulator, name));
}
