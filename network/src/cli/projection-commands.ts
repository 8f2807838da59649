import type { Command } from 'commander';
import { digestOfProjection, rebuildProjection } from '../lifecycle/projections.js';
import { organizationNamed } from '../people/person-add.js';
import { type Instance, openInstance, type Organization } from '../topology/instance.js';
import type { CommandContext } from './commands.js';

interface Choice {
  readonly org?: string;
}

/** Adds the commands for the query tables that gateways build from blocks (`npm run projection -- …`). */
export function addProjectionCommands(program: Command, { environment, print }: CommandContext): void {
  const projection = program
    .command('projection')
    .description('the query tables that every gateway builds from its peer’s blocks');
  projection
    .command('rebuild')
    .description('rebuild the tables from block 0; restarts the gateway')
    .option('--org <organization>', 'only of this organization; of all by default')
    .action(async ({ org }: Choice) => {
      const instance = openInstance(environment);
      for (const organization of chosen(instance, org)) {
        const started = performance.now();
        await rebuildProjection(instance, organization);
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        print(`${await describe(instance, organization)} (rebuilt in ${seconds} s)`);
      }
    });
  projection
    .command('digest')
    .description('SHA-256 over all tables: equal at every organization at the same block')
    .option('--org <organization>', 'only of this organization; of all by default')
    .action(async ({ org }: Choice) => {
      const instance = openInstance(environment);
      for (const organization of chosen(instance, org)) print(await describe(instance, organization));
    });
}

function chosen(instance: Instance, name: string | undefined): readonly Organization[] {
  return name === undefined ? instance.organizations : [organizationNamed(instance, name)];
}

async function describe(instance: Instance, organization: Organization): Promise<string> {
  const { asOfBlock, digest } = await digestOfProjection(instance, organization);
  return `${organization.name}: block ${asOfBlock ?? '–'}, sha256:${digest}`;
}
