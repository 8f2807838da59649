import { type CommandContext, networkCommands } from './cli/commands.js';
import { addFsckCommand } from './cli/fsck-command.js';
import { addPeopleCommands } from './cli/people-commands.js';
import { addProjectionCommands } from './cli/projection-commands.js';
import { NetworkError } from './network-error.js';
import { progressLines } from './progress.js';

const context: CommandContext = {
  environment: process.env,
  print: (text) => process.stdout.write(`${text}\n`),
  progress: progressLines(process.stderr),
};
const commands = networkCommands(context);
addPeopleCommands(commands, context);
addProjectionCommands(commands, context);
addFsckCommand(commands, context);

try {
  await commands.parseAsync();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}

function explain(error: unknown): string {
  if (isOfSystem(error)) return `The operating system reports: ${error.message}.`;
  if (!(error instanceof NetworkError))
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const { log, next } = error.hints;
  return [error.message, ...(log ? [`Log: ${log}`] : []), ...(next ? [`Next: ${next}`] : [])].join('\n');
}

/** A full disk, or a folder without write permission: the message says what and where (Node, SystemError). */
function isOfSystem(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
