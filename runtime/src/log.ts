import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import sonicBoom, { type SonicBoom } from 'sonic-boom';

/** Bytes of lines that wait until they can be written; further lines are lost, and counted. */
const waitingLines = 1024 * 1024;

/** Milliseconds until lines that could not be written are tried again. */
const retryAfter = 1_000;

/** The same for a pipe whose reader is slow. */
const pipeRetryAfter = 100;

/** Milliseconds that the last lines of a program have to be written. */
const lastWords = 1_000;

/** Where a log goes. */
export interface LogOutput {
  /** File descriptor; standard output unless given. */
  readonly fd?: number;
  readonly waitingLines?: number;
  readonly retryAfter?: number;
}

/**
 * A log of JSON lines that never blocks or ends its program: a full disk or a pipe that nobody reads costs lines, not
 * answers. Lines that cannot be written wait; when too many wait, the newest are lost, and the log says how many once it
 * can be written again.
 */
export function createLog(options: LoggerOptions, output: LogOutput | DestinationStream = {}): Logger {
  if ('write' in output) return pino(options, output);
  const destination = new sonicBoom.SonicBoom({
    fd: output.fd ?? process.stdout.fd,
    sync: false,
    maxLength: output.waitingLines ?? waitingLines,
    // A pipe that nobody reads fails like a full disk. By itself the library would wait, and the program could not
    // end.
    retryEAGAIN: () => false,
  });
  neverBlock(destination);
  const log = pino(options, destination);
  tryAgain(destination, output.retryAfter ?? retryAfter);
  countLost(destination, (lines) => {
    log.warn({ lines }, 'lines of this log are lost: they could not be written');
  });
  return log;
}

/** Ends the program once its log is written, or after a second. */
export function exit(log: Logger, code: number): void {
  const leave = (): void => process.exit(code);
  setTimeout(leave, lastWords);
  log.flush(leave);
}

/** `pino` flushes synchronously after `fatal`, and the library tries that without end. `exit` waits for the log. */
function neverBlock(destination: SonicBoom): void {
  destination.flushSync = () => undefined;
  destination.flush = (done) => {
    destination.once('drain', () => done?.());
    destination.write('');
  };
}

/** A failed write keeps its bytes; the next write begins with them. */
function tryAgain(destination: SonicBoom, after: number): void {
  let retry: NodeJS.Timeout | undefined;
  destination.on('error', (error: NodeJS.ErrnoException) => {
    const wait = error.code === 'EAGAIN' ? Math.min(pipeRetryAfter, after) : after;
    retry ??= setTimeout(() => {
      retry = undefined;
      destination.write('');
    }, wait).unref();
  });
}

function countLost(destination: SonicBoom, say: (lines: number) => void): void {
  let lost = 0;
  destination.on('drop', () => {
    lost += 1;
  });
  destination.on('drain', () => {
    const lines = lost;
    lost = 0;
    if (lines > 0) say(lines);
  });
}
