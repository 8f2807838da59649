import { readFileSync } from 'node:fs';
import path from 'node:path';
import { computeCodeDigest } from '@medseal/chaincode/code-digest';
import { inParallel } from '../in-parallel.js';
import { renderChaincodePackage } from '../render/chaincode-package.js';
import { peerClientEnvironment } from '../render/node-environment.js';
import { readDefinition, writeDefinition, type Definition } from '../topology/definition.js';
import type { Instance, Organization } from '../topology/instance.js';
import { authorityFiles, logFile, sharedFiles } from '../topology/layout.js';
import { topology } from '../topology/topology.js';
import { eventually } from './eventually.js';
import { runTool } from './tool.js';

/** The orderers' first election takes about a second; in milliseconds. */
const patience = 45_000;

/**
 * The definition from this checkout's code and this instance's consortium file: every organization computes it itself.
 */
function currentDefinition(instance: Instance): Pick<Definition, 'version' | 'rules'> {
  const manifest = path.join(instance.root, 'chaincode', 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const rules = computeCodeDigest(sharedFiles(instance).consortium);
  return { version: `${version}+${rules}`, rules };
}

/** Sets the definition to work towards; false when the channel has it already. */
export function planDefinition(instance: Instance): boolean {
  const known = readDefinition(instance);
  const current = currentDefinition(instance);
  if (known?.version === current.version) return known.sequence === undefined;
  writeDefinition(instance, current);
  return true;
}

/** Installs the package on every peer; it holds no code, so it never changes. */
export async function installPackage(instance: Instance): Promise<void> {
  const { id } = renderChaincodePackage();
  await inParallel(instance.organizations, (organization) =>
    eventually(() => lifecycle(instance, organization, ['install', sharedFiles(instance).package]), {
      ...patienceWith(instance, organization, 'installing the chaincode package'),
      isDone: async () => (await query(instance, organization, ['queryinstalled'])).includes(id),
    }),
  );
}

/** Every organization approves the definition it computed itself; then one of them commits it. */
export async function commitDefinition(instance: Instance): Promise<void> {
  const [first] = instance.organizations;
  if (!first) throw new Error('the consortium has no organization');
  const { version, rules } = currentDefinition(instance);
  const committed = await committedDefinition(instance, first);
  if (committed?.version !== version) {
    const sequence = (committed?.sequence ?? 0) + 1;
    await inParallel(instance.organizations, (organization) => approve(instance, organization, sequence));
    await commit(instance, first, sequence);
  }
  const reached = await committedDefinition(instance, first);
  writeDefinition(instance, { version, rules, sequence: reached?.sequence ?? 1 });
}

async function approve(instance: Instance, organization: Organization, sequence: number): Promise<void> {
  const definition = definitionArguments(instance, organization, sequence);
  const packageId = ['--package-id', renderChaincodePackage().id];
  await eventually(
    () => lifecycle(instance, organization, ['approveformyorg', ...definition, ...packageId]),
    {
      ...patienceWith(instance, organization, 'approving the chaincode definition'),
      isDone: async () => {
        const readiness = await query(instance, organization, ['checkcommitreadiness', ...definition]);
        return readiness.includes(`"${organization.mspId}": true`);
      },
    },
  );
}

async function commit(instance: Instance, first: Organization, sequence: number): Promise<void> {
  const definition = definitionArguments(instance, first, sequence);
  const endorsers = instance.organizations.flatMap((organization) => [
    ...['--peerAddresses', `${organization.address}:${organization.ports.peer}`],
    ...['--tlsRootCertFiles', authorityFiles(organization, 'tls').certificate],
  ]);
  await eventually(() => lifecycle(instance, first, ['commit', ...definition, ...endorsers]), {
    ...patienceWith(instance, first, 'committing the chaincode definition'),
    isDone: async () => (await committedDefinition(instance, first))?.sequence === sequence,
  });
}

async function committedDefinition(
  instance: Instance,
  organization: Organization,
): Promise<{ version: string; sequence: number } | undefined> {
  const { channel, chaincode } = topology;
  const text = await query(instance, organization, [
    'querycommitted',
    '--channelID',
    channel,
    '--name',
    chaincode,
  ]);
  return text === '' ? undefined : (JSON.parse(text) as { version: string; sequence: number });
}

function definitionArguments(instance: Instance, organization: Organization, sequence: number): string[] {
  return [
    ...['--channelID', topology.channel],
    ...['--name', topology.chaincode],
    ...['--version', currentDefinition(instance).version],
    ...['--sequence', String(sequence)],
    ...['--collections-config', sharedFiles(instance).collections],
    ...['--orderer', `${organization.address}:${organization.ports.orderer}`],
    ...['--tls', '--cafile', authorityFiles(organization, 'tls').certificate],
  ];
}

function lifecycle(instance: Instance, organization: Organization, args: readonly string[]): Promise<string> {
  const environment = peerClientEnvironment(instance, organization, 'admin');
  return runTool(instance, 'peer', ['lifecycle', 'chaincode', ...args], environment);
}

/** The answer to a query as JSON text; empty when the peer does not know the thing. */
function query(instance: Instance, organization: Organization, args: readonly string[]): Promise<string> {
  return lifecycle(instance, organization, [...args, '--output', 'json']).catch(() => '');
}

function patienceWith(instance: Instance, organization: Organization, what: string) {
  return {
    what: `${what} of ${organization.name}`,
    timeout: patience,
    hints: { log: logFile(instance, `${organization.name}/peer`) },
  };
}
