import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { renderCaConfig } from '../render/ca-config.js';
import { renderChaincodePackage } from '../render/chaincode-package.js';
import { renderCollections } from '../render/collections.js';
import { renderConfigtx } from '../render/configtx.js';
import { renderConsortium } from '../topology/consortium.js';
import type { Instance, Organization } from '../topology/instance.js';
import { authorities, authorityFiles, dataFolder, sharedFiles } from '../topology/layout.js';
import { writeFile } from '../write-file.js';
import { operatorPublicKey, secretOf } from './secrets.js';

/**
 * Writes everything into the home that needs no certificate: secrets, CA configurations, channel, collections, package,
 * consortium file.
 */
export function renderInstance(instance: Instance): void {
  const { organizations } = instance;
  for (const organization of organizations) renderOrganization(organization);
  for (const { folder } of organizations)
    copyFileSync(path.join(instance.software, 'config', 'core.yaml'), path.join(folder, 'core.yaml'));
  const files = sharedFiles(instance);
  const operatorKeys = new Map(organizations.map((each) => [each.mspId, operatorPublicKey(each)]));
  writeFile(files.consortium, renderConsortium(instance.plan, operatorKeys));
  writeFile(files.configtx, renderConfigtx(organizations));
  writeFile(files.collections, renderCollections(organizations));
  writeFile(files.package, renderChaincodePackage().bytes);
}

/** Parts that keep data in a folder of their own. */
const partsWithData = ['orderer', 'peer', 'agent', 'gateway', 'store'];

/** Secrets that parts read from files, besides those of the authorities. */
const ownSecrets = [
  'registrar',
  'agent-passphrase',
  'pepper',
  'store-root-user',
  'store-root-password',
  'store-user',
  'store-password',
] as const;

function renderOrganization(organization: Organization): void {
  for (const part of partsWithData)
    mkdirSync(dataFolder(organization, part), { recursive: true, mode: 0o700 });
  for (const authority of authorities) {
    const { config } = authorityFiles(organization, authority);
    const adminSecret = secretOf(organization, `${authority}-admin`);
    if (!existsSync(config)) writeFile(config, renderCaConfig(organization, { authority, adminSecret }));
  }
  for (const name of ownSecrets) secretOf(organization, name);
}
