import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { inParallel } from '../in-parallel.js';
import { channelProfile } from '../render/configtx.js';
import { peerClientEnvironment } from '../render/node-environment.js';
import type { Instance, Organization } from '../topology/instance.js';
import { authorityFiles, logFile, sharedFiles, tlsFiles } from '../topology/layout.js';
import { topology } from '../topology/topology.js';
import { eventually } from './eventually.js';
import { runTool } from './tool.js';

/** A peer or orderer may need a moment after its health endpoint answers; in milliseconds. */
const patience = 30_000;

/** Creates the channel's first block once; it requires the certificates of all organizations. */
export async function makeGenesis(instance: Instance): Promise<void> {
  const { genesis, channel } = sharedFiles(instance);
  if (existsSync(genesis)) return;
  const unfinished = `${genesis}.new`;
  rmSync(unfinished, { force: true });
  const profile = ['-profile', channelProfile, '-channelID', topology.channel];
  await runTool(instance, 'configtxgen', [
    ...profile,
    '-outputBlock',
    unfinished,
    '-configPath',
    path.resolve(channel),
  ]);
  renameSync(unfinished, genesis);
}

/** Every orderer joins the channel. */
export async function joinOrderers(instance: Instance): Promise<void> {
  await inParallel(instance.organizations, (organization) =>
    eventually(() => joinOrderer(instance, organization), {
      what: `joining the orderer of ${organization.name} to the channel`,
      timeout: patience,
      hints: { log: logFile(instance, `${organization.name}/orderer`) },
      isDone: () => hasOrdererJoined(instance, organization),
    }),
  );
}

/** Every peer joins the channel. */
export async function joinPeers(instance: Instance): Promise<void> {
  const { genesis } = sharedFiles(instance);
  await inParallel(instance.organizations, (organization) => {
    const environment = peerClientEnvironment(instance, organization, 'admin');
    return eventually(() => runTool(instance, 'peer', ['channel', 'join', '-b', genesis], environment), {
      what: `joining the peer of ${organization.name} to the channel`,
      timeout: patience,
      hints: { log: logFile(instance, `${organization.name}/peer`) },
      isDone: async () => (await channelsOf(instance, organization)).includes(topology.channel),
    });
  });
}

async function channelsOf(instance: Instance, organization: Organization): Promise<string[]> {
  const environment = peerClientEnvironment(instance, organization, 'admin');
  const listed = await runTool(instance, 'peer', ['channel', 'list'], environment).catch(() => '');
  return listed.split('\n').map((line) => line.trim());
}

async function joinOrderer(instance: Instance, organization: Organization): Promise<void> {
  const { genesis } = sharedFiles(instance);
  const join = ['channel', 'join', '-c', topology.channel, '-b', genesis, ...osnadminTarget(organization)];
  expectStatus(await runTool(instance, 'osnadmin', join), 201);
}

async function hasOrdererJoined(instance: Instance, organization: Organization): Promise<boolean> {
  const list = ['channel', 'list', '-c', topology.channel, ...osnadminTarget(organization)];
  try {
    expectStatus(await runTool(instance, 'osnadmin', list), 200);
    return true;
  } catch {
    return false;
  }
}

/** osnadmin exits with 0 whatever the orderer answers; the HTTP status is in its output. */
function expectStatus(output: string, status: number): void {
  if (!output.includes(`Status: ${status}`)) throw new Error(output.trim().replaceAll('\n', ' '));
}

function osnadminTarget(organization: Organization): string[] {
  const client = tlsFiles(organization, 'admin');
  return [
    ...['-o', `${organization.address}:${organization.ports.ordererAdmin}`],
    ...['--ca-file', authorityFiles(organization, 'tls').certificate],
    ...['--client-cert', client.certificate],
    ...['--client-key', client.key],
  ];
}
