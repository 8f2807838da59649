import { randomBytes } from 'node:crypto';
import { type Command, Option } from 'commander';
import { up } from '../lifecycle/up.js';
import { closingTable } from '../people/closing-table.js';
import { ensureDemoData } from '../people/demo/demo-data.js';
import { ensureDemoPeople } from '../people/demo-people.js';
import { addOfficer, organizationNamed } from '../people/person-add.js';
import { openInstance } from '../topology/instance.js';
import type { CommandContext } from './commands.js';

/** Adds the commands that create people: `demo-network` (npm start) and `person add`. */
export function addPeopleCommands(program: Command, { environment, print, progress }: CommandContext): void {
  program
    .command('demo-network')
    .description('bring everything up and create demo people with reports (npm start)')
    .option('--without-data', 'only people, without reports')
    .action(async ({ withoutData = false }: { withoutData?: boolean }) => {
      const started = performance.now();
      const instance = openInstance(environment);
      await up(instance, progress);
      progress.note(`The network is ready (${((performance.now() - started) / 1000).toFixed(1)} s).`);
      const logins = await progress.step('create demo people', () => ensureDemoPeople(instance));
      try {
        if (!withoutData) await progress.step('create demo reports', () => ensureDemoData(instance, logins));
      } finally {
        print(`\n${closingTable(instance, logins)}`);
      }
    });
  program
    .command('person')
    .description('officers of an organization')
    .command('add')
    .description('create a registrar or auditor; prints the random password and the recovery code once')
    .requiredOption('--org <organization>', 'HospitalA, HospitalB, …')
    .addOption(new Option('--role <role>').choices(['registrar', 'auditor']).makeOptionMandatory())
    .requiredOption('--user <name>', 'user name to log in with')
    .requiredOption('--name <full name>', 'shown to colleagues')
    .action(async ({ org, role, user, name }: PersonOptions) => {
      const instance = openInstance(environment);
      const organization = organizationNamed(instance, org);
      const password = randomBytes(12).toString('base64url');
      const officer = { role, userName: user, fullName: name, password };
      const { personId, recoveryCode } = await addOfficer(instance, organization, officer);
      print(
        JSON.stringify({ organization: org, role, user, personId, password, recoveryCode }, undefined, 2),
      );
    });
}

interface PersonOptions {
  readonly org: string;
  readonly role: 'registrar' | 'auditor';
  readonly user: string;
  readonly name: string;
}
