import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createAgentKey } from '@medseal/key-agent/key-file';
import { keyUses, type Statement } from '@medseal/ledger-model';
import { inParallel } from '../in-parallel.js';
import type { Instance, Organization } from '../topology/instance.js';
import { agentKeyFile, agentPublicKeyFile, authorityFiles, logFile } from '../topology/layout.js';
import { writeFile } from '../write-file.js';
import { eventually } from './eventually.js';
import { actAsOperator } from './operator-act.js';
import { secretOf } from './secrets.js';

/** Creates the key pair of every key agent once, with the private key sealed under the agent's passphrase. */
export async function makeAgentKeys(instance: Instance): Promise<void> {
  await inParallel(instance.organizations, async (organization) => {
    if (existsSync(agentPublicKeyFile(organization))) return;
    // Left by an interrupted run: its public half was never published.
    rmSync(agentKeyFile(organization), { force: true });
    const publicKey = await createAgentKey(
      agentKeyFile(organization),
      secretOf(organization, 'agent-passphrase'),
    );
    writeFile(agentPublicKeyFile(organization), publicKey);
  });
}

/**
 * Every operator publishes where its organization's gateway and key agent are, and the agent's keys. These are the
 * network's first transactions: when they are committed, it is ready. They are repeated, because there is no majority
 * to endorse them until the peers know of one another by gossip.
 */
export async function publishOrganizations(instance: Instance): Promise<void> {
  await inParallel(instance.organizations, (organization) =>
    eventually(() => publish(organization), {
      what: `committing the first transaction of ${organization.name}`,
      timeout: 45_000,
      hints: {
        log: logFile(instance, `${organization.name}/chaincode`),
        next: `npm run network -- logs ${organization.name}/peer`,
      },
    }),
  );
}

async function publish(organization: Organization): Promise<void> {
  await actAsOperator(organization, {
    function: 'PublishOrganization',
    statement: publishedStatement(organization),
  });
}

function publishedStatement(organization: Organization): Statement<'PublishOrganization'> {
  const { ports, host, pages } = organization;
  const at = (scheme: string, port: number) => `${scheme}://${host}:${port}`;
  const publicKey = readFileSync(agentPublicKeyFile(organization), 'utf8');
  return {
    salt: randomBytes(16).toString('base64'),
    gatewayUrl: `http://${pages.address}:${ports.gateway}`,
    memberUrl: at('https', ports.member),
    keyAgentUrl: at('https', ports.agent),
    tlsRoot: readFileSync(authorityFiles(organization, 'tls').certificate, 'utf8'),
    keys: keyUses.map((use) => ({
      version: 1,
      use,
      algorithm: 'X-Wing',
      publicKey,
      state: 'active',
    })),
  };
}
