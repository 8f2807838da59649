import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { NetworkError } from '../network-error.js';
import { socketPath, type Instance } from '../topology/instance.js';
import { logFile } from '../topology/layout.js';
import { endLeftovers } from './end-leftovers.js';
import { forgetProcess, livingProcesses, supervisorName } from './pid-file.js';
import { endProcess } from './process-identity.js';
import { askSupervisor, type ProcessReport, type SupervisorRequest } from './protocol.js';

/** How long a new supervisor may take to listen, in milliseconds; it may have to end leftovers first. */
const startTimeout = 60_000;

/** Sends a request to the instance's supervisor; undefined when none runs. */
export function supervisorOf(instance: Instance, request: SupervisorRequest) {
  return askSupervisor(socketPath(instance), request);
}

/** Sends a request to the instance's supervisor, which must be running. */
export async function orderSupervisor(
  instance: Instance,
  request: SupervisorRequest,
): Promise<readonly ProcessReport[]> {
  const processes = await supervisorOf(instance, request);
  if (!processes) throw new NetworkError('The network is down.', { next: 'npm run network -- up' });
  return processes;
}

/** Starts the supervisor unless it is running. */
export async function ensureSupervisor(instance: Instance): Promise<void> {
  if (await supervisorOf(instance, { do: 'report' })) return;
  const log = logFile(instance, supervisorName);
  mkdirSync(path.dirname(log), { recursive: true, mode: 0o700 });
  const output = openSync(log, 'a', 0o600);
  const script = fileURLToPath(new URL('./main.js', import.meta.url));
  const daemon = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...process.env, MEDSEAL_HOME: instance.home, MEDSEAL_PORT_BASE: String(instance.portBase) },
  });
  closeSync(output);
  daemon.unref();
  const deadline = Date.now() + startTimeout;
  while (!(await supervisorOf(instance, { do: 'report' }))) {
    if (daemon.exitCode !== null || Date.now() > deadline) {
      throw new NetworkError('The supervisor did not start.', { log, next: 'npm run network -- down' });
    }
    await wait(20);
  }
}

/** Ends all parts and the supervisor, even if it was killed or does not answer. Returns whether anything ran. */
export async function endAll(instance: Instance): Promise<boolean> {
  const supervisor = livingProcesses(instance).get(supervisorName);
  const answered = await supervisorOf(instance, { do: 'shutdown' }).catch(() => undefined);
  if (supervisor) await endProcess(supervisor, answered ? 5_000 : 0);
  const leftovers = await endLeftovers(instance);
  forgetProcess(instance, supervisorName);
  return answered !== undefined || leftovers > 0;
}
