import { readFileSync } from 'node:fs';
import { FabricLedger } from '@medseal/gateway-app/ledger';
import { p256Signer, signAct } from '@medseal/sealing';
import type { Organization } from '../topology/instance.js';
import { authorityFiles, identityFiles } from '../topology/layout.js';
import { topology } from '../topology/topology.js';
import { operatorSeed } from './secrets.js';

type Submit = FabricLedger['submit'];

/** Submits an act that the organization's operator signs, at the organization's peer; resolves with the commit. */
export async function actAsOperator(
  organization: Organization,
  request: Parameters<Submit>[0],
): Promise<Awaited<ReturnType<Submit>>> {
  const operator = operatorOf(organization);
  const ledger = new FabricLedger({
    channel: topology.channel,
    mspId: organization.mspId,
    peerAddress: `${organization.host}:${organization.ports.peer}`,
    peerTlsRoot: readFileSync(authorityFiles(organization, 'tls').certificate, 'utf8'),
    service: operator.identity,
  });
  try {
    return await ledger.submit(request, operator);
  } finally {
    ledger.close();
  }
}

function operatorOf(organization: Organization): Parameters<Submit>[1] {
  const files = identityFiles(organization, 'operator');
  const seed = operatorSeed(organization);
  return {
    identity: {
      mspId: organization.mspId,
      certificate: readFileSync(files.certificate, 'utf8'),
      sign: p256Signer(readFileSync(files.key, 'utf8')),
    },
    name: organization.mspId,
    keyVersion: 1,
    signAct: (message, context) => signAct({ seed, message, context }),
  };
}
