// The supervisor of one instance: a daemon that starts, watches and ends the parts, and takes orders over a socket
// in the instance's home. Its environment names the instance. Started by `up`.
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import { openInstance, socketPath } from '../topology/instance.js';
import { endLeftovers } from './end-leftovers.js';
import { forgetProcess, recordProcess, supervisorName } from './pid-file.js';
import { readLine, type SupervisorAnswer, type SupervisorRequest } from './protocol.js';
import { Supervisor } from './supervisor.js';

// Whatever the parts write, ledger, databases and logs, is their owner's alone.
process.umask(0o077);
const instance = openInstance(process.env);
const socket = socketPath(instance);
mkdirSync(path.dirname(socket), { recursive: true, mode: 0o700 });
// `up` holds the instance's lock and has found no supervisor: a socket or process that is still here is a leftover.
rmSync(socket, { force: true });
await endLeftovers(instance);
recordProcess(instance, supervisorName, process.pid);

const supervisor = new Supervisor(instance);
const server = createServer((connection) => void serve(connection));
// The folder is closed to others already; the mode of the socket says it once more.
server.listen(socket, () => {
  chmodSync(socket, 0o600);
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void shutDown());

async function serve(connection: Socket): Promise<void> {
  connection.on('error', () => connection.destroy());
  try {
    const request = JSON.parse(await readLine(connection)) as SupervisorRequest;
    const answer = await answerTo(request);
    connection.end(`${JSON.stringify(answer)}\n`);
    if (request.do === 'shutdown') leave();
  } catch {
    // The asking command is gone; what it asked for is done all the same.
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
  // Answers under way may still be written; nothing else keeps the process.
  setTimeout(() => process.exit(0), 200).unref();
}
