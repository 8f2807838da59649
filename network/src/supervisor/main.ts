// The supervisor of one instance: a daemon that starts, watches and ends the parts, and takes orders over a socket
// in the instance's home. Its environment names the instance. Started by `up`.
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createLog } from '@medseal/runtime';
import { peerRoom } from '../lifecycle/organization-checks.js';
import { readChecks } from '../parts/gateway-checks.js';
import { openInstance, type Organization, socketPath } from '../topology/instance.js';
import { logFile } from '../topology/layout.js';
import { boundLogs } from './bounded-logs.js';
import { endLeftovers } from './end-leftovers.js';
import { forgetProcess, recordProcess, supervisorName } from './pid-file.js';
import { readLine, type SupervisorAnswer, type SupervisorRequest } from './protocol.js';
import { PeerWatch } from './peer-watch.js';
import { Supervisor } from './supervisor.js';

// Whatever the parts write, ledger, databases and logs, belongs to its owner alone.
process.umask(0o077);
const instance = openInstance(process.env);
const socket = socketPath(instance);
mkdirSync(path.dirname(socket), { recursive: true, mode: 0o700 });
// `up` holds the instance's lock and has found no supervisor: an existing socket or process is a leftover.
rmSync(socket, { force: true });
await endLeftovers(instance);
recordProcess(instance, supervisorName, process.pid);

const log = createLog({ name: supervisorName });
const note = (text: string): void => {
  log.warn(text);
};
const supervisor = new Supervisor({ instance, note });
const server = createServer((connection) => void serve(connection));
// The folder is already closed to others; the mode of the socket makes sure.
server.listen(socket, () => {
  chmodSync(socket, 0o600);
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void shutDown());

const watch = new PeerWatch({
  organizations: instance.organizations.map(({ name }) => name),
  checks: (name) => readChecks(organizationOf(name)),
  room: (name) => peerRoom(instance, organizationOf(name)),
  isRunning: (name) =>
    supervisor.report().some((part) => part.name === `${name}/peer` && part.state === 'running'),
  restart: async (name) => {
    await supervisor.handle({ do: 'restart', parts: [`${name}/peer`] });
  },
  note,
});
void watchPeers();

/** Checks every 15 seconds. */
async function watchPeers(): Promise<void> {
  for (;;) {
    await delay(15_000, undefined, { ref: false });
    await watch.look().catch((error: unknown) => {
      log.warn({ reason: String(error) }, 'a peer could not be checked or restarted');
    });
  }
}

void keepLogsBounded();

/** Checks every 30 seconds: parts may run for months. */
async function keepLogsBounded(): Promise<void> {
  for (;;) {
    await boundLogs(path.dirname(logFile(instance, supervisorName))).catch(() => undefined);
    await delay(30_000, undefined, { ref: false });
  }
}

function organizationOf(name: string): Organization {
  const found = instance.organizations.find((organization) => organization.name === name);
  if (found === undefined) throw new Error(`no organization ${name}`);
  return found;
}

async function serve(connection: Socket): Promise<void> {
  connection.on('error', () => connection.destroy());
  try {
    const request = JSON.parse(await readLine(connection)) as SupervisorRequest;
    const answer = await answerTo(request);
    connection.end(`${JSON.stringify(answer)}\n`);
    if (request.do === 'shutdown') leave();
  } catch {
    // The command has gone; its request is carried out all the same.
    connection.destroy();
  }
}

async function answerTo(request: SupervisorRequest): Promise<SupervisorAnswer> {
  try {
    return { processes: await supervisor.handle(request) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

async function shutDown(): Promise<void> {
  await supervisor.handle({ do: 'shutdown' });
  leave();
}

function leave(): void {
  server.close();
  forgetProcess(instance, supervisorName);
  // Answers may still be on their way; nothing else keeps the process alive.
  setTimeout(() => process.exit(0), 200).unref();
}
