import { setTimeout as wait } from 'node:timers/promises';
import { certificatesFinding, daysLeft } from '@medseal/gateway-app/checks';
import { inParallel } from '../in-parallel.js';
import { NetworkError } from '../network-error.js';
import { partDefinitions } from '../parts/definitions.js';
import type { Part } from '../parts/part.js';
import { answers } from '../parts/probe.js';
import { orderSupervisor } from '../supervisor/client.js';
import type { Instance } from '../topology/instance.js';
import { logFile } from '../topology/layout.js';
import { certificatesOf } from './certificates.js';

/** How long a part may take to start serving, in milliseconds. */
const timeout = 60_000;
const pause = 40;

/** Starts parts (those that run stay) and waits until all of them serve. */
export async function startParts(instance: Instance, parts: readonly Part[]): Promise<void> {
  await orderSupervisor(instance, { do: 'start', parts: parts.map(({ name }) => name) });
  await untilServing(instance, parts);
}

/** Waits until all of these parts serve; fails early when one of them cannot be kept running. */
async function untilServing(instance: Instance, parts: readonly Part[]): Promise<void> {
  const deadline = Date.now() + timeout;
  await inParallel(parts, async (part) => {
    while (!(await answers(partDefinitions[part.kind].probe(part.organization)))) {
      const state = await stateOf(instance, part);
      if (state === 'failed' || state === 'stopped')
        throw notServing(instance, part, `ended again and again`);
      if (Date.now() > deadline)
        throw notServing(instance, part, `did not answer within ${timeout / 1000} s`);
      await wait(pause);
    }
  });
}

async function stateOf(instance: Instance, { name }: Part): Promise<string | undefined> {
  const processes = await orderSupervisor(instance, { do: 'report' });
  return processes.find((process) => process.name === name)?.state;
}

/** A part whose certificate has expired does not start, or no one can connect to it. */
function notServing(instance: Instance, { name, organization }: Part, what: string): NetworkError {
  const now = new Date();
  const expired = certificatesOf(organization).filter((each) => daysLeft(each, now) < 0);
  const reason = expired.length === 0 ? '' : ` ${certificatesFinding(expired, now).detail}`;
  return new NetworkError(`${name} ${what}.${reason}`, {
    log: logFile(instance, name),
    next: `npm run network -- logs ${name}`,
  });
}
