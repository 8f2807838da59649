import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Another program's process that is stopped for moments. A guard resumes it when this program ends, however it ends:
 * the network that the process is a part of outlives the tests.
 */
export class PausedProcess {
  readonly #pid: number;
  readonly #guard: ChildProcess;
  #waking: NodeJS.Timeout | undefined;

  constructor(pid: number) {
    this.#pid = pid;
    // Its input ends with this program; in a group of its own it also outlives an interruption from the terminal.
    this.#guard = spawn('sh', ['-c', `cat > /dev/null; kill -CONT ${pid}`], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
  }

  /** Stops the process for so many milliseconds from now on. */
  pauseFor(milliseconds: number): void {
    process.kill(this.#pid, 'SIGSTOP');
    clearTimeout(this.#waking);
    this.#waking = setTimeout(() => process.kill(this.#pid, 'SIGCONT'), milliseconds);
  }

  /** Resumes the process for good. */
  async end(): Promise<void> {
    clearTimeout(this.#waking);
    const ended = once(this.#guard, 'exit');
    this.#guard.stdin?.end();
    await ended;
  }
}
