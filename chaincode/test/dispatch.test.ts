import './support/quiet.js';
import { endorsedFunctions, evaluatedFunctions, submittedFunctions } from '@medseal/ledger-model';
import { beforeAll, describe, expect, test } from 'vitest';
import { LedgerContract } from '../src/contracts/ledger-contract.js';
import { expectRefusal } from './support/expecting.js';
import type { RawProposal } from './support/memory-ledger.js';
import { World } from './support/world.js';

let world: World;

beforeAll(async () => {
  world = await World.open();
});

async function invoke(...args: readonly string[]) {
  const { creator } = world.operators.HospitalA;
  const proposal: RawProposal = {
    txId: 'ab'.repeat(32),
    channel: 'medseal',
    time: world.time,
    creator,
    args,
    transient: new Map(),
  };
  return await world.peer.simulate(proposal);
}

describe('the chaincode', () => {
  test('has exactly the functions of the ledger model, each with the arguments named there', () => {
    const { metadata } = world.peer;
    const found = Object.entries(metadata.contracts)
      .filter(([contract]) => contract !== 'org.hyperledger.fabric')
      .flatMap(([contract, { transactions }]) =>
        transactions.map(
          ({ name, parameters = [] }) => `${contract}:${name}(${parameters.map((p) => p.name).join()})`,
        ),
      );
    const submitted = Object.entries(submittedFunctions).map(
      ([name, { contract }]) => `${contract}:${name}(header)`,
    );
    const evaluated = Object.entries({ ...evaluatedFunctions, ...endorsedFunctions }).map(
      ([name, { contract, arguments: names }]) => `${contract}:${name}(${names.join()})`,
    );
    expect(found.sort()).toEqual([...submitted, ...evaluated].sort());
    expect(JSON.stringify(metadata)).not.toContain(world.consortium.organizations[0]?.operatorKey);
  });

  test.each([
    'PersonContract:createContext',
    'PersonContract:beforeTransaction',
    'PersonContract:aroundTransaction',
    'PersonContract:constructor',
    'PersonContract:DeletePerson',
    'PersonContract:ProposeReport',
  ])('has no function %s', async (name) => {
    expectRefusal(await invoke(name, '{}'), 'NOT_FOUND');
  });

  test.each([
    'ReadConsortium',
    ':ReadConsortium',
    'OrganizationContract:ReadConsortium\n',
    'OrganizationContract:ReadConsortium\nOf all',
    'OrganizationContract:ReadConsortium\u2028',
    '\nOrganizationContract:ReadConsortium',
  ])('does not run a function called %j', async (name) => {
    expect((await invoke('OrganizationContract:ReadConsortium')).status).toBe(200);
    expect((await invoke(name)).status).toBe(500);
  });

  test.each([[[]], [['{}', '{}']]])('refuses another number of arguments', async (args) => {
    expect((await invoke('PersonContract:RegisterPerson', ...args)).status).toBe(500);
  });

  test('does not run a transaction without settings', () => {
    const context = new LedgerContract('Test').createContext();
    expect(() => context.settings).toThrow('without settings');
  });
});
