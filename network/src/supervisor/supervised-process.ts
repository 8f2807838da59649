import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

/** How a part is started. Secrets stand in files, never here. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly grace: number;
}

/** `restarting`: waits to be started again after it ended by itself. `failed`: ended at once too often. */
export type ProcessState = 'stopped' | 'running' | 'restarting' | 'failed';

/** When to start again a process that ended by itself; milliseconds. */
export interface RestartPolicy {
  readonly firstDelay: number;
  readonly longestDelay: number;
  /** A process that ran this long starts the count anew. */
  readonly steadyAfter: number;
  readonly mostAttempts: number;
}

/** For the parts of a network: eight attempts within about half a minute. */
export const defaultRestartPolicy: RestartPolicy = {
  firstDelay: 250,
  longestDelay: 10_000,
  steadyAfter: 10_000,
  mostAttempts: 8,
};

/** What a supervised process needs to know. */
export interface Supervision {
  readonly name: string;
  /** Asked anew at every start, so that a changed configuration takes effect. */
  readonly launch: () => Launch;
  readonly logFile: string;
  readonly policy: RestartPolicy;
  readonly onStart: (pid: number) => void;
  readonly onEnd: () => void;
}

/** A log that has grown beyond this is moved aside when its part starts. */
const longestLog = 32 * 1024 * 1024;

/** One process that is kept running until it is told to stop. */
export class SupervisedProcess {
  #child: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();
  #restart: NodeJS.Timeout | undefined;
  #attempts = 0;
  #grace = 0;
  #state: ProcessState = 'stopped';

  constructor(readonly supervision: Supervision) {}

  get state(): ProcessState {
    return this.#state;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts it, or does nothing when it runs. */
  start(): void {
    if (this.#state === 'running') return;
    clearTimeout(this.#restart);
    this.#attempts = 0;
    this.#spawn();
  }

  /** Ends it and resolves when it is gone. */
  async stop(): Promise<void> {
    clearTimeout(this.#restart);
    this.#state = 'stopped';
    const child = this.#child;
    if (!child) return;
    child.kill('SIGTERM');
    const kill = setTimeout(() => child.kill('SIGKILL'), this.#grace);
    await this.#ended;
    clearTimeout(kill);
  }

  #spawn(): void {
    const { command, args, environment, folder, grace } = this.supervision.launch();
    this.#grace = grace;
    const log = openLog(this.supervision.logFile);
    const started = Date.now();
    // Own process group: Ctrl-C at a terminal must not reach it.
    const child = spawn(command, args, {
      cwd: folder,
      env: environment,
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    this.#child = child;
    this.#state = 'running';
    if (child.pid !== undefined) this.supervision.onStart(child.pid);
    this.#ended = new Promise((resolve) => {
      const ended = () => {
        this.#child = undefined;
        this.supervision.onEnd();
        this.#afterEnd(Date.now() - started);
        resolve();
      };
      child.once('exit', ended);
      // Not started at all: then there is no exit.
      child.once('error', () => {
        if (child.pid === undefined) ended();
      });
    });
  }

  #afterEnd(ran: number): void {
    if (this.#state === 'stopped') return;
    const { firstDelay, longestDelay, steadyAfter, mostAttempts } = this.supervision.policy;
    this.#attempts = ran >= steadyAfter ? 1 : this.#attempts + 1;
    if (this.#attempts > mostAttempts) {
      this.#state = 'failed';
      return;
    }
    this.#state = 'restarting';
    const delay = Math.min(firstDelay * 2 ** (this.#attempts - 1), longestDelay);
    this.#restart = setTimeout(() => {
      this.#spawn();
    }, delay);
  }
}

function openLog(file: string): number {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > longestLog) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}
