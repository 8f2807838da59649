import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Instance } from '../topology/instance.js';
import { writeFile } from '../write-file.js';
import { identifyProcess, isAlive, type ProcessIdentity } from './process-identity.js';

/** Name of the supervisor among the processes of an instance. */
export const supervisorName = 'supervisor';

type Home = Pick<Instance, 'home'>;

/** Remembers a process of this instance, so that it can be ended after its supervisor is gone. */
export function recordProcess(instance: Home, name: string, pid: number): void {
  const identity = identifyProcess(pid);
  if (identity) writeFile(pidFile(instance, name), JSON.stringify(identity));
}

/** Forgets a process that has ended. */
export function forgetProcess(instance: Home, name: string): void {
  rmSync(pidFile(instance, name), { force: true });
}

/**
 * The recorded processes of this instance that are still alive, by name. Files of dead ones and of earlier boots are
 * ignored.
 */
export function livingProcesses(instance: Home): Map<string, ProcessIdentity> {
  const folder = pidFolder(instance);
  const living = new Map<string, ProcessIdentity>();
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    const identity = file.endsWith('.json') ? readIdentity(path.join(folder, file)) : undefined;
    if (identity && isAlive(identity)) living.set(file.slice(0, -'.json'.length).replace('@', '/'), identity);
  }
  return living;
}

function readIdentity(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch {
    // Removed meanwhile.
    return undefined;
  }
}

function pidFolder({ home }: Home): string {
  return path.join(home, 'run');
}

function pidFile(instance: Home, name: string): string {
  return path.join(pidFolder(instance), `${name.replace('/', '@')}.json`);
}
