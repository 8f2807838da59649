import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** A process, identified so that a later one with the same number cannot be mistaken for it. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks between the start of the machine and that of the process (proc(5), stat field 22). */
  readonly startTime: string;
  /** Identifies the machine's start. */
  readonly bootId: string;
}

/** The identity of a living process; undefined when there is none, or only its unread exit code (a zombie). */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const stat = read(`/proc/${pid}/stat`);
  const bootId = read('/proc/sys/kernel/random/boot_id')?.trim();
  if (stat === undefined || bootId === undefined) return undefined;
  // The command name, in parentheses, may itself contain spaces and parentheses.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const startTime = fields[18];
  return state === 'Z' || startTime === undefined ? undefined : { pid, startTime, bootId };
}

/** Is exactly this process still alive? */
export function isAlive(identity: ProcessIdentity): boolean {
  const now = identifyProcess(identity.pid);
  return now?.startTime === identity.startTime && now.bootId === identity.bootId;
}

/** Ends a process that need not be a child: SIGTERM, `grace` milliseconds to end by itself, then SIGKILL. */
export async function endProcess(identity: ProcessIdentity, grace: number): Promise<void> {
  const deadline = Date.now() + grace;
  signal(identity, 'SIGTERM');
  while (isAlive(identity) && Date.now() < deadline) await wait(25);
  signal(identity, 'SIGKILL');
  while (isAlive(identity)) await wait(25);
}

function signal(identity: ProcessIdentity, name: 'SIGTERM' | 'SIGKILL'): void {
  if (!isAlive(identity)) return;
  try {
    process.kill(identity.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
