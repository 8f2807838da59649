import { p256Signer } from '@medseal/sealing';
import { FabricLedger, type FabricLedgerOptions } from '../adapters/fabric/fabric-ledger.js';
import type { FabricIdentity } from '../domain/ledger/ledger.js';
import type { Config } from './config.js';

/** How this organization reaches the ledger. */
export type LedgerConfig = Pick<Config, 'channel' | 'mspId' | 'peer' | 'service'>;

/** The identity under which the gateway reads what is not a person's act. */
export function serviceOf({ mspId, service }: Pick<Config, 'mspId' | 'service'>): FabricIdentity {
  return { mspId, certificate: service.certificate, sign: p256Signer(service.privateKey) };
}

/** Connects to the peer of this organization. A command line gives no `watching`: it has no journal and no news. */
export function openLedger(
  { channel, mspId, peer, service }: LedgerConfig,
  watching: Pick<FabricLedgerOptions, 'journal' | 'organizations' | 'alarm' | 'news'> = {},
): FabricLedger {
  return new FabricLedger({
    channel,
    mspId,
    peerAddress: peer.address,
    peerTlsRoot: peer.tlsRoot,
    service: serviceOf({ mspId, service }),
    ...watching,
  });
}
