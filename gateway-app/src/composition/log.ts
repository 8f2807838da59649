import { createLog as createRuntimeLog, type LogOutput } from '@medseal/runtime';
import { type DestinationStream, type Logger, pino } from 'pino';
import { describeError } from '../http/messages/describe-error.js';

/** A log of JSON lines; errors are written without messages that might quote what people sent. */
export function createLog(level: string, output?: LogOutput | DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
  };
  return createRuntimeLog(options, output);
}
