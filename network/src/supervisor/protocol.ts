import { connect } from 'node:net';
import { NetworkError } from '../network-error.js';
import type { ProcessState } from './supervised-process.js';

/** A command's request to the supervisor, one line of JSON each way. */
export type SupervisorRequest =
  | { readonly do: 'report' }
  | { readonly do: 'start' | 'stop' | 'restart'; readonly parts: readonly string[] }
  | { readonly do: 'shutdown' };

/** The state of a part's process. */
export interface ProcessReport {
  readonly name: string;
  readonly state: ProcessState;
  readonly pid: number | null;
}

/** The answer to every request, once it is done: the state of all processes, or what went wrong. */
export type SupervisorAnswer = { readonly processes: readonly ProcessReport[] } | { readonly error: string };

/**
 * The longest waits for an answer, in milliseconds: a report comes at once; ending everything, with its graces, takes
 * less.
 */
const longestWaits = { report: 5_000, order: 120_000 } as const;

/** The most characters of one line. */
const longestLine = 1024 * 1024;

/** Reads one line from a socket; rejects when it closes earlier. */
export function readLine(socket: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (chunk: Buffer | string) => {
      text += chunk.toString();
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
      else if (text.length > longestLine) reject(new Error('line too long'));
    });
    socket.once('error', reject);
    socket.once('close', () => {
      reject(new Error('connection closed'));
    });
  });
}

/**
 * Sends a request to a supervisor; resolves to undefined when none listens on the socket. Throws a {@link NetworkError}
 * when it does not answer, or answers with an error.
 */
export async function askSupervisor(
  socket: string,
  request: SupervisorRequest,
): Promise<readonly ProcessReport[] | undefined> {
  const connection = connect(socket);
  const wait = request.do === 'report' ? longestWaits.report : longestWaits.order;
  connection.setTimeout(wait, () => connection.destroy(silent()));
  try {
    const answer = readLine(connection);
    connection.write(`${JSON.stringify(request)}\n`);
    const parsed = JSON.parse(await answer) as SupervisorAnswer;
    if ('error' in parsed) throw new NetworkError(`The supervisor failed: ${parsed.error}.`);
    return parsed.processes;
  } catch (error) {
    if (['ENOENT', 'ECONNREFUSED'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  } finally {
    connection.destroy();
  }
}

function silent(): NetworkError {
  return new NetworkError('The supervisor is running but does not answer.', {
    next: 'npm run network -- down',
  });
}
