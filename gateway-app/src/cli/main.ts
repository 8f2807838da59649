import { text } from 'node:stream/consumers';
import { FabricCa } from '@medseal/ledger-client';
import { ConfigError } from '@medseal/runtime';
import { Command } from 'commander';
import { openDatabase } from '../adapters/sqlite/database.js';
import { PeopleCa } from '../adapters/ca/people-ca.js';
import { inspect } from '../composition/fsck.js';
import { openLedger } from '../composition/ledger.js';
import { composeVault } from '../composition/people.js';
import { type Config, loadConfig } from '../composition/config.js';
import { Failure } from '../domain/shared/failure.js';
import { Lifetime } from '../composition/lifetime.js';
import { addProjectionCommands } from './projection-commands.js';
import { LedgerReads } from '../use-cases/ledger/ledger-reads.js';
import { type AddedOfficer, addOfficer } from '../use-cases/people/add-officer.js';

/** Adds an officer at the operator's command, with the gateway's own database, CA and ledger. */
async function officerAdd(config: Config, given: unknown): Promise<AddedOfficer> {
  return await Lifetime.during(async (lifetime) => {
    const database = openDatabase(config.database);
    lifetime.owns({ close: () => database.destroy() });
    const fabricCa = lifetime.owns(new FabricCa(config.ca));
    const ledger = lifetime.owns(openLedger(config));
    const { accounts, keyrings } = composeVault(config, database);
    const ca = new PeopleCa({ ca: fabricCa, registrar: config.ca.registrar });
    const reads = new LedgerReads(ledger);
    const parts = { accounts, keyrings, ledger, reads, ca, now: () => new Date(), mspId: config.mspId };
    return await addOfficer(parts, given);
  }, sayNotClosed);
}

function sayNotClosed(error: unknown): void {
  process.stderr.write(`Not everything was closed: ${explain(error)}\n`);
}

function parseJson(input: string): unknown {
  try {
    return JSON.parse(input) as unknown;
  } catch {
    throw new Failure('INVALID', 'Standard input is not JSON.');
  }
}

/** One sentence for the operator, without anything that was typed. */
function explain(error: unknown): string {
  if (error instanceof Failure) return [error.message, ...fieldsOf(error)].join(' ');
  if (error instanceof ConfigError) return error.message;
  return error instanceof Error ? error.name : 'unknown error';
}

function fieldsOf({ facts }: Failure): string[] {
  return (facts.fields ?? []).map(({ pointer, detail }) => `${pointer}: ${detail}`);
}

const program = new Command('medseal-gateway').description('Commands of an organization’s gateway');

program
  .command('officer-add')
  .description(
    'reads {userName, fullName, password, pseudonym, enrolmentSecret, role} as JSON, adds the officer, writes them as JSON',
  )
  .action(async () => {
    const added = await officerAdd(loadConfig(process.env), parseJson(await text(process.stdin)));
    process.stdout.write(`${JSON.stringify(added)}\n`);
  });

addProjectionCommands(program);
/** Progress goes to standard error, apart from the answer; its lines begin with `…`, unlike those of errors. */
function tellOperator(sentence: string): void {
  process.stderr.write(`… ${sentence}\n`);
}

program
  .command('fsck')
  .description(
    'compares the ledger of this organization’s peer with its store and writes what was found as JSON',
  )
  .action(async () => {
    process.stdout.write(`${JSON.stringify(await inspect(loadConfig(process.env), tellOperator))}\n`);
  });

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
});
