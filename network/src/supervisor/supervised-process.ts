import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';

/** How a part is started. Secrets are in files, never here. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly grace: number;
}

/**
 * `restarting`: ended by itself and waits for its restart. `failed`: ended right away too often, and from then on is
 * seldom tried.
 */
export type ProcessState = 'stopped' | 'running' | 'restarting' | 'failed';

/** When to restart a process that ended by itself; milliseconds. */
export interface RestartPolicy {
  readonly firstDelay: number;
  readonly longestDelay: number;
  /** A process that ran this long restarts the count from zero. */
  readonly steadyAfter: number;
  readonly mostAttempts: number;
  /** How long it waits from then on: what kept it from running, such as a full disk, may pass. */
  readonly seldom: number;
}

/** For the parts of a network: eight attempts within about half a minute, then one per minute. */
export const defaultRestartPolicy: RestartPolicy = {
  firstDelay: 250,
  longestDelay: 10_000,
  steadyAfter: 10_000,
  mostAttempts: 8,
  seldom: 60_000,
};

/** What a supervised process needs to know. */
export interface Supervision {
  readonly name: string;
  /** Called at every start, so that a changed configuration takes effect. */
  readonly launch: () => Launch;
  readonly logFile: string;
  readonly policy: RestartPolicy;
  /** Called again later if it fails, for example on a full disk. */
  readonly onStart: (pid: number) => void;
  readonly onEnd: () => void;
  /** Receives the reason why it cannot be restarted. */
  readonly note?: (text: string) => void;
}

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

  /** Starts it, or does nothing if it is running. @throws what prevents the start now; it is tried again */
  start(): void {
    if (this.#state === 'running') return;
    clearTimeout(this.#restart);
    this.#attempts = 0;
    try {
      this.#spawn();
    } catch (error) {
      // The operator is informed, and it is tried again.
      this.#state = 'restarting';
      this.#afterEnd(0);
      throw error;
    }
  }

  /** Ends it and resolves when it has ended. */
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
    // A separate process group: Ctrl-C at a terminal must not reach it.
    const child = spawn(command, args, {
      cwd: folder,
      env: environment,
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    this.#child = child;
    this.#state = 'running';
    if (child.pid !== undefined) this.#tellStart(child.pid);
    this.#ended = new Promise((resolve) => {
      const ended = () => {
        this.#child = undefined;
        this.supervision.onEnd();
        this.#afterEnd(Date.now() - started);
        resolve();
      };
      child.once('exit', ended);
      // It did not start at all, so there is no exit.
      child.once('error', () => {
        if (child.pid === undefined) ended();
      });
    });
  }

  #afterEnd(ran: number): void {
    if (this.#state === 'stopped') return;
    const { firstDelay, longestDelay, steadyAfter, mostAttempts, seldom } = this.supervision.policy;
    this.#attempts = ran >= steadyAfter ? 1 : this.#attempts + 1;
    const isHopeless = this.#attempts > mostAttempts;
    this.#state = isHopeless ? 'failed' : 'restarting';
    const delay = Math.min(firstDelay * 2 ** (this.#attempts - 1), longestDelay);
    this.#restart = setTimeout(
      () => {
        this.#tryAgain();
      },
      isHopeless ? seldom : delay,
    );
  }

  /** A failure to start the program counts as an end. */
  #tryAgain(): void {
    try {
      this.#spawn();
    } catch (error) {
      const { name, note } = this.supervision;
      note?.(`${name} cannot be started: ${error instanceof Error ? error.message : String(error)}`);
      this.#afterEnd(0);
    }
  }

  #tellStart(pid: number): void {
    try {
      this.supervision.onStart(pid);
    } catch {
      setTimeout(() => {
        if (this.pid === pid) this.#tellStart(pid);
      }, this.supervision.policy.longestDelay).unref();
    }
  }
}

function openLog(file: string): number {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  return openSync(file, 'a', 0o600);
}
