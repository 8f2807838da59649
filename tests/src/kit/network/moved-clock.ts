import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findFaketime } from '../../../../network/bootstrap/test-programs.mjs';
import type { Network } from './network.js';

/** What this machine lacks for programs with clocks of their own; undefined when it has everything. */
export function lackingForMovedClocks(): string | undefined {
  return findFaketime() === undefined ? 'needs libfaketime (apt-get install libfaketime)' : undefined;
}

/** Seconds for which the library keeps the offset that it has read. */
const cached = 1;

/**
 * A part of the network that runs under a clock of its own, which can be moved while it runs. Only the time
 * of day moves: time that has passed is measured as before.
 */
export class MovedClock {
  readonly #network: Network;
  readonly #part: string;
  readonly #program: ChildProcess;
  readonly #folder: string;

  private constructor(
    network: Network,
    part: string,
    started: Readonly<{ program: ChildProcess; folder: string }>,
  ) {
    this.#network = network;
    this.#part = part;
    this.#program = started.program;
    this.#folder = started.folder;
  }

  /** Ends a part of our own and starts the same program again, with the same settings, under such a clock. */
  static async of(network: Network, part: string): Promise<MovedClock> {
    const { pid, log } = await network.part(part);
    const [command = '', ...args] = strings(`/proc/${pid ?? 0}/cmdline`);
    const environment = Object.fromEntries(
      strings(`/proc/${pid ?? 0}/environ`).map((each) => each.split(/=(.*)/s, 2) as [string, string]),
    );
    await network.command('stop', part);
    const folder = mkdtempSync(path.join(tmpdir(), 'medseal-clock-'));
    writeFileSync(offsetFile(folder), '+0\n');
    const output = openSync(log, 'a');
    const program = spawn(command, args, {
      cwd: network.home,
      stdio: ['ignore', output, output],
      env: {
        ...environment,
        LD_PRELOAD: findFaketime(),
        FAKETIME_TIMESTAMP_FILE: offsetFile(folder),
        FAKETIME_CACHE_DURATION: String(cached),
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
      },
    });
    closeSync(output);
    return new MovedClock(network, part, { program, folder });
  }

  /** Moves the clock to so many seconds ahead of the machine's; a negative number sets it back. */
  async moveTo(seconds: number): Promise<void> {
    writeFileSync(offsetFile(this.#folder), `${seconds < 0 ? '' : '+'}${seconds}\n`);
    await delay((cached + 1) * 1_000);
  }

  /** Ends the program, and has the network start it as before. */
  async putBack(): Promise<void> {
    if (this.#program.exitCode === null && this.#program.signalCode === null) {
      this.#program.kill();
      await once(this.#program, 'exit');
    }
    rmSync(this.#folder, { recursive: true });
    await this.#network.command('start', this.#part);
  }
}

/** Strings that end with a zero byte, as the system shows a process. */
function strings(file: string): string[] {
  return readFileSync(file, 'utf8').split('\0').slice(0, -1);
}

function offsetFile(folder: string): string {
  return path.join(folder, 'offset');
}
