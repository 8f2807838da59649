import { exclusively } from '../../bootstrap/exclusive.mjs';
import { inParallel } from '../in-parallel.js';
import { partsOf, type Part, type PartKind } from '../parts/part.js';
import type { Progress } from '../progress.js';
import { ensureSupervisor, orderSupervisor, supervisorOf } from '../supervisor/client.js';
import { livingProcesses } from '../supervisor/pid-file.js';
import { createHome, expectOwnForm, type Instance, type Organization } from '../topology/instance.js';
import { logFile } from '../topology/layout.js';
import { ensureNodeSoftware } from '../tools/node-software.js';
import { commitDefinition, installPackage, planDefinition } from './chaincode.js';
import { joinOrderers, joinPeers, makeGenesis } from './channel.js';
import { eventually } from './eventually.js';
import { expectFreePorts } from './free-ports.js';
import { enrolOrganization } from './identities.js';
import { makeAgentKeys, publishOrganizations } from './publish-organizations.js';
import { startParts } from './readiness.js';
import { renderInstance } from './render-instance.js';
import { prepareStores } from './stores.js';

/**
 * Brings a network up from nothing, from its data, or from what a crash or Ctrl-C left: every step does only what is
 * missing. Resolves when a transaction has been committed. Throws {@link NetworkError}.
 */
export async function up(instance: Instance, progress: Progress): Promise<void> {
  expectOwnForm(instance);
  await ensureNodeSoftware(progress);
  await exclusively(
    `network ${instance.home}`,
    () => bringUp(instance, progress),
    () => {
      progress.note('another command is working on this network; waiting for it');
    },
  );
}

async function bringUp(instance: Instance, progress: Progress): Promise<void> {
  await expectFreePorts(await partsToStart(instance));
  createHome(instance);
  await ensureSupervisor(instance);
  const running = await runningParts(instance);
  renderInstance(instance);
  const isNew = planDefinition(instance);
  if (isNew) await found(instance, progress, running);
  await progress.step('start all parts', () => startParts(instance, partsOf(instance)));
  await progress.step('commit a first transaction', () => publishOrganizations(instance));
}

/** Everything that is done once in the life of a network, or after a change of the chaincode. */
async function found(instance: Instance, progress: Progress, running: ReadonlySet<string>): Promise<void> {
  const start = (...kinds: PartKind[]) => startParts(instance, partsOf(instance, kinds));
  await progress.step('start the certification authorities', () => start('ca'));
  await progress.step('enrol all machines', async () => {
    await inParallel(instance.organizations, (organization) => enrol(instance, organization));
    await makeAgentKeys(instance);
  });
  await progress.step('start orderers, peers and stores', async () => {
    await Promise.all([makeGenesis(instance), start('orderer', 'peer', 'store')]);
  });
  await progress.step('join the channel', () =>
    Promise.all([joinOrderers(instance), joinPeers(instance), prepareStores(instance)]),
  );
  await progress.step('agree on the chaincode', async () => {
    await installPackage(instance);
    // Running chaincode processes belong to the previous definition.
    const outdated = partsOf(instance, ['chaincode']).filter(({ name }) => running.has(name));
    await orderSupervisor(instance, { do: 'restart', parts: outdated.map(({ name }) => name) });
    await commitDefinition(instance);
  });
}

function enrol(instance: Instance, organization: Organization): Promise<void> {
  return eventually(() => enrolOrganization(organization), {
    what: `enrolling the machines of ${organization.name}`,
    timeout: 60_000,
    hints: { log: logFile(instance, `${organization.name}/ca`), next: 'npm run network -- up' },
  });
}

/** Parts that are not running, not even without a supervisor. */
async function partsToStart(instance: Instance): Promise<Part[]> {
  const supervised = (await supervisorOf(instance, { do: 'report' })) ?? [];
  const living = livingProcesses(instance);
  const runs = (name: string) =>
    living.has(name) || supervised.some((part) => part.name === name && part.pid !== null);
  return partsOf(instance).filter(({ name }) => !runs(name));
}

async function runningParts(instance: Instance): Promise<Set<string>> {
  const processes = await orderSupervisor(instance, { do: 'report' });
  return new Set(processes.filter(({ pid }) => pid !== null).map(({ name }) => name));
}
