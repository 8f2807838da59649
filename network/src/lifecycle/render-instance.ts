import { existsSync, mkdirSync } from 'node:fs';
import { renderCaConfig } from '../render/ca-config.js';
import { renderChaincodePackage } from '../render/chaincode-package.js';
import { renderCollections } from '../render/collections.js';
import { renderConfigtx } from '../render/configtx.js';
import { renderConsortium } from '../topology/consortium.js';
import type { Instance, Organization } from '../topology/instance.js';
import { authorityFiles, dataFolder, sharedFiles } from '../topology/layout.js';
import { writeFile } from '../write-file.js';
import { operatorPublicKey, secretOf } from './secrets.js';

/** Writes into the home all that needs no certificate: secrets, CA configurations, channel, collections, package, consortium file. */
export function renderInstance(instance: Instance): void {
  const { organizations } = instance;
  for (const organization of organizations) renderOrganization(organization);
  const files = sharedFiles(instance);
  const operatorKeys = new Map(organizations.map((each) => [each.mspId, operatorPublicKey(each)]));
  writeFile(files.consortium, renderConsortium(instance.plan, operatorKeys));
  writeFile(files.configtx, renderConfigtx(organizations));
  writeFile(files.collections, renderCollections(organizations));
  writeFile(files.package, renderChaincodePackage().bytes);
}

/** Parts that keep data in a folder of their own. */
const partsWithData = ['orderer', 'peer', 'gateway', 'store'];

function renderOrganization(organization: Organization): void {
  for (const part of partsWithData)
    mkdirSync(dataFolder(organization, part), { recursive: true, mode: 0o700 });
  for (const [authority, secret] of [
    ['identity', 'ca-admin'],
    ['tls', 'tls-admin'],
  ] as const) {
    const { config } = authorityFiles(organization, authority);
    const adminSecret = secretOf(organization, secret);
    if (!existsSync(config)) writeFile(config, renderCaConfig(organization, { authority, adminSecret }));
  }
  for (const name of ['agent-passphrase', 'pepper', 'store-user', 'store-password'] as const) {
    secretOf(organization, name);
  }
}
