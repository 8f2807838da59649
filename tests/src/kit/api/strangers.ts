import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** What strangers are to do at a port of this machine. */
export interface StrangersTask {
  readonly port: number;
  /** Addresses of this machine that they come from (all of 127.0.0.0/8 are). */
  readonly addresses: readonly string[];
  /** Connections at once; one that ends is opened again. */
  readonly parallel: number;
  readonly milliseconds: number;
  /**
   * `ask`: show a certificate and send requests, one after each answer; `call`: call a gRPC method, again
   * after each answer; `idle`: shake hands only; `halting`: begin to; `silent`: connect only.
   */
  readonly behaviour: 'ask' | 'call' | 'idle' | 'halting' | 'silent';
  /** PEM, for `ask`. */
  readonly certificate?: string;
  readonly key?: string;
  /** For `ask`: as it goes over the wire. */
  readonly request?: string;
  /** For `call`: the method's path, and the message that is sent to it, base64. */
  readonly call?: Readonly<{ method: string; message: string }>;
}

/** What came of it. */
export interface StrangersReport {
  readonly connections: number;
  /** That shook hands. */
  readonly secured: number;
  /** Pieces of data that came back. */
  readonly answers: number;
}

const program = fileURLToPath(new URL('../../../dist/strangers.js', import.meta.url));

/**
 * Lets strangers come, in a process of their own; resolves when they have gone, with what came of each task.
 * Real ones have machines of their own, so their work takes only time that this one does not need, unless
 * `niceness` says otherwise.
 */
export async function strangersCome(
  tasks: readonly StrangersTask[],
  niceness = 19,
): Promise<readonly StrangersReport[]> {
  const child = spawn('nice', ['-n', String(niceness), process.execPath, program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(tasks));
  return JSON.parse(await text(child.stdout)) as StrangersReport[];
}
