import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { Client } from 'minio';
import { inParallel } from '../in-parallel.js';
import { kindsOf } from '../parts/part.js';
import type { Instance, Organization } from '../topology/instance.js';
import { authorityFiles, logFile } from '../topology/layout.js';
import { topology } from '../topology/topology.js';
import { eventually } from './eventually.js';
import { secretOf } from './secrets.js';
import { admitStoreUser } from './store-administration.js';

/** Gives every store a bucket for sealed reports, and a user for the gateway that may use only the objects in it. */
export async function prepareStores(instance: Instance): Promise<void> {
  const withStore = instance.organizations.filter((organization) => kindsOf(organization).includes('store'));
  await inParallel(withStore, (organization) =>
    eventually(() => prepareStore(organization), {
      what: `preparing the store of ${organization.name}`,
      timeout: 15_000,
      hints: { log: logFile(instance, `${organization.name}/store`) },
    }),
  );
}

async function prepareStore(organization: Organization): Promise<void> {
  const { bucket } = topology;
  const agent = new Agent({ ca: readFileSync(authorityFiles(organization, 'tls').certificate) });
  const rootSecret = secretOf(organization, 'store-root-password');
  const root = new Client({
    endPoint: organization.host,
    port: organization.ports.store,
    useSSL: true,
    accessKey: secretOf(organization, 'store-root-user'),
    secretKey: rootSecret,
    // With a region the client makes no call to the store before it signs.
    region: 'us-east-1',
    transportAgent: agent,
  });
  try {
    if (!(await root.bucketExists(bucket))) await root.makeBucket(bucket);
    await admitStoreUser(root, rootSecret, {
      accessKey: secretOf(organization, 'store-user'),
      secretKey: secretOf(organization, 'store-password'),
      bucket,
    });
  } finally {
    agent.destroy();
  }
}
