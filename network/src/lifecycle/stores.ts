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

/** Every store gets its bucket for sealed reports. */
export async function makeBuckets(instance: Instance): Promise<void> {
  const withStore = instance.organizations.filter((organization) => kindsOf(organization).includes('store'));
  await inParallel(withStore, (organization) =>
    eventually(() => makeBucket(organization), {
      what: `making the bucket of ${organization.name}`,
      timeout: 15_000,
      hints: { log: logFile(instance, `${organization.name}/store`) },
    }),
  );
}

async function makeBucket(organization: Organization): Promise<void> {
  const agent = new Agent({ ca: readFileSync(authorityFiles(organization, 'tls').certificate) });
  const store = new Client({
    endPoint: topology.serverName,
    port: organization.ports.store,
    useSSL: true,
    accessKey: secretOf(organization, 'store-user'),
    secretKey: secretOf(organization, 'store-password'),
    transportAgent: agent,
  });
  try {
    if (!(await store.bucketExists(topology.bucket))) await store.makeBucket(topology.bucket);
  } finally {
    agent.destroy();
  }
}
