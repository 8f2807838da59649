import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { down, reset } from '../lifecycle/down.js';
import { startParts } from '../lifecycle/readiness.js';
import { readStatus } from '../lifecycle/status.js';
import { up } from '../lifecycle/up.js';
import { NetworkError } from '../network-error.js';
import { partsOf, selectParts, type Part } from '../parts/part.js';
import type { Progress } from '../progress.js';
import { orderSupervisor } from '../supervisor/client.js';
import { supervisorName } from '../supervisor/pid-file.js';
import { openInstance, type Instance } from '../topology/instance.js';
import { logFile } from '../topology/layout.js';
import { showLogs } from './follow-logs.js';
import { statusTable } from './status-table.js';

/** Where the commands read, write and report. */
export interface CommandContext {
  readonly environment: NodeJS.ProcessEnv;
  readonly print: (text: string) => void;
  readonly progress: Progress;
}

/** The commands for a network on this machine. They throw {@link NetworkError}. */
export function networkCommands(context: CommandContext): Command {
  const { print, progress } = context;
  const instance = () => openInstance(context.environment);
  const program = new Command('npm run network --').description(
    'A network of all organizations on this machine.',
  );

  program
    .command('up')
    .description('bring everything up; does only what is missing')
    .action(async () => {
      const start = performance.now();
      await up(instance(), progress);
      print(`The network is up (${((performance.now() - start) / 1000).toFixed(1)} s).`);
    });
  program
    .command('down')
    .description('end everything, keep the data')
    .action(async () => {
      const ran = await down(instance(), progress);
      print(ran ? 'The network is down.' : 'The network was already down.');
    });
  program
    .command('status')
    .description('show every part; exit code 0 only when all is up')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const status = await readStatus(instance());
      print(json ? JSON.stringify(status, undefined, 2) : statusTable(status));
      if (status.state !== 'up') process.exitCode = 1;
    });
  program
    .command('logs [part]')
    .description('show the end of the logs, of one part (HospitalA/peer), of one organization, or of all')
    .option('-f, --follow', 'keep showing new lines')
    .action((selector: string | undefined, { follow }: { follow?: boolean }) =>
      showLogs(logFiles(instance(), selector), follow ?? false),
    );
  program
    .command('reset')
    .description('end everything and delete its data')
    .option('--yes', 'do not ask')
    .action(async ({ yes }: { yes?: boolean }) => {
      const { home } = instance();
      if (!yes && existsSync(home)) {
        throw new NetworkError(`This deletes ledger, keys, reports and accounts in ${home}.`, {
          next: 'npm run network -- reset --yes',
        });
      }
      const existed = await reset(instance(), progress);
      print(
        existed
          ? 'The network is down and its data is deleted.'
          : `There is no network in ${home}; nothing was deleted.`,
      );
    });
  program
    .command('stop <part>')
    .description('stop one part, or all parts of one organization')
    .action(async (selector: string) => {
      const chosen = chooseParts(instance(), selector);
      await orderSupervisor(instance(), { do: 'stop', parts: chosen.map(({ name }) => name) });
      print(`Stopped ${selector}.`);
    });
  program
    .command('start <part>')
    .description('start one part, or all parts of one organization')
    .action(async (selector: string) => {
      await startParts(instance(), chooseParts(instance(), selector));
      print(`Started ${selector}.`);
    });
  return program;
}

function chooseParts(instance: Instance, selector: string): Part[] {
  const chosen = selectParts(instance, selector);
  if (chosen.length > 0) return chosen;
  const names = partsOf(instance).map(({ name }) => name);
  throw new NetworkError(`There is no part ${selector}. Parts: ${names.join(', ')}.`);
}

function logFiles(instance: Instance, selector: string | undefined): string[] {
  if (selector === supervisorName) return [logFile(instance, supervisorName)];
  const parts = selector === undefined ? partsOf(instance) : chooseParts(instance, selector);
  return parts.map(({ name }) => logFile(instance, name));
}
