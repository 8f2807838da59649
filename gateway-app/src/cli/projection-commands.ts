import type { Command } from 'commander';
import { loadConfig } from '../composition/config.js';
import { askForRebuild } from '../projection/database.js';
import { digestProjection } from '../projection/projection-digest.js';

/** Commands on the projection's file; both are safe while the gateway runs. */
export function addProjectionCommands(program: Command): void {
  program
    .command('projection-rebuild')
    .description('has the projection rebuilt from block 0 at the next start of the gateway')
    .action(() => {
      askForRebuild(loadConfig(process.env).projection);
    });
  program
    .command('projection-digest')
    .description('writes {asOfBlock, digest} over all tables: equal at every organization at the same block')
    .action(() => {
      const digest = digestProjection(loadConfig(process.env).projection);
      process.stdout.write(`${JSON.stringify(digest)}\n`);
    });
}
