import { readFileSync } from 'node:fs';

/** Milliseconds between two samples. */
const interval = 25;

/** Resident memory of processes, MiB, sampled from `/proc/PID/status` until stopped. */
export class ResidentMemory {
  readonly #before: readonly number[];
  readonly #peaks: number[];
  readonly #timer: NodeJS.Timeout;

  constructor(private readonly pids: readonly number[]) {
    this.#before = pids.map(residentOf);
    this.#peaks = [...this.#before];
    this.#timer = setInterval(() => {
      this.#sample();
    }, interval);
  }

  /** Ends sampling; how far the peak of each process lies above its beginning, MiB. */
  stop(): number[] {
    clearInterval(this.#timer);
    this.#sample();
    return this.#peaks.map((peak, index) => peak - (this.#before[index] ?? 0));
  }

  #sample(): void {
    for (const [index, pid] of this.pids.entries())
      this.#peaks[index] = Math.max(this.#peaks[index] ?? 0, residentOf(pid));
  }
}

/** Resident memory of a process, MiB (proc_pid_status(5), VmRSS). */
function residentOf(pid: number): number {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) / 1024;
}
