import path from 'node:path';
import { signedTimeWindow } from '@medseal/ledger-model';
import type { Instance, Organization } from '../topology/instance.js';
import {
  authorityFiles,
  connectionFile,
  dataFolder,
  identityFiles,
  tlsFiles,
  type IdentityName,
} from '../topology/layout.js';

/** Environment variables of a process. */
export type Environment = Readonly<Record<string, string>>;

// Three loggers tell ids: keys of private records that are purged, keys of public ones that
// two acts used at once, and the holders of certificates that are refused (docs/decisions/0150).

/** Environment of an orderer, over Fabric's sample `orderer.yaml`. */
export function ordererEnvironment(instance: Instance, organization: Organization): Environment {
  const { ports, address } = organization;
  const tls = tlsFiles(organization, 'orderer');
  const root = authorityFiles(organization, 'tls').certificate;
  const data = dataFolder(organization, 'orderer');
  const allRoots = instance.organizations.map((each) => authorityFiles(each, 'tls').certificate);
  return {
    FABRIC_CFG_PATH: path.join(instance.software, 'config'),
    FABRIC_LOGGING_SPEC: 'info:msp=error',
    ORDERER_GENERAL_LISTENADDRESS: address,
    ORDERER_GENERAL_LISTENPORT: String(ports.orderer),
    ORDERER_GENERAL_LOCALMSPID: organization.mspId,
    ORDERER_GENERAL_LOCALMSPDIR: identityFiles(organization, 'orderer').msp,
    ORDERER_GENERAL_TLS_ENABLED: 'true',
    ORDERER_GENERAL_TLS_CERTIFICATE: tls.certificate,
    ORDERER_GENERAL_TLS_PRIVATEKEY: tls.key,
    ORDERER_GENERAL_TLS_ROOTCAS: `[${root}]`,
    ORDERER_GENERAL_CLUSTER_CLIENTCERTIFICATE: tls.certificate,
    ORDERER_GENERAL_CLUSTER_CLIENTPRIVATEKEY: tls.key,
    ORDERER_GENERAL_CLUSTER_ROOTCAS: `[${allRoots.join(',')}]`,
    // A block may have 2 MB; there is no need to send more at once.
    ORDERER_GENERAL_MAXRECVMSGSIZE: String(16 << 20),
    // Peers ask every ten seconds whether the connection still lives; an orderer takes that for abuse by default.
    ORDERER_GENERAL_KEEPALIVE_SERVERMININTERVAL: '5s',
    // Below the election timeout: a leader that dials a silent orderer must still be heard by the others.
    ORDERER_GENERAL_CLUSTER_DIALTIMEOUT: '500ms',
    // An orderer dials a lost one again every two seconds: after a long silence gRPC's pause has grown to two minutes.
    ORDERER_GENERAL_BACKOFF_MAXDELAY: '2s',
    ORDERER_FILELEDGER_LOCATION: path.join(data, 'ledger'),
    ORDERER_CONSENSUS_WALDIR: path.join(data, 'wal'),
    ORDERER_CONSENSUS_SNAPDIR: path.join(data, 'snapshots'),
    // Who reaches the operations port may set what is logged, private values included.
    ORDERER_OPERATIONS_LISTENADDRESS: `${address}:${ports.ordererHealth}`,
    ORDERER_OPERATIONS_TLS_ENABLED: 'true',
    ORDERER_OPERATIONS_TLS_CERTIFICATE: tls.certificate,
    ORDERER_OPERATIONS_TLS_PRIVATEKEY: tls.key,
    ORDERER_OPERATIONS_TLS_CLIENTAUTHREQUIRED: 'true',
    ORDERER_OPERATIONS_TLS_CLIENTROOTCAS: `[${root}]`,
    ORDERER_METRICS_PROVIDER: 'prometheus',
    ORDERER_ADMIN_LISTENADDRESS: `${address}:${ports.ordererAdmin}`,
    ORDERER_ADMIN_TLS_ENABLED: 'true',
    ORDERER_ADMIN_TLS_CERTIFICATE: tls.certificate,
    ORDERER_ADMIN_TLS_PRIVATEKEY: tls.key,
    ORDERER_ADMIN_TLS_CLIENTAUTHREQUIRED: 'true',
    ORDERER_ADMIN_TLS_CLIENTROOTCAS: `[${root}]`,
    ORDERER_ADMIN_TLS_ROOTCAS: `[${root}]`,
  };
}

/** Environment of Fabric's `peer` program used as a client of an organization's peer under one of its identities. */
export function peerClientEnvironment(
  instance: Instance,
  organization: Organization,
  identity: IdentityName,
): Environment {
  return {
    FABRIC_CFG_PATH: path.join(instance.software, 'config'),
    CORE_PEER_LOCALMSPID: organization.mspId,
    CORE_PEER_MSPCONFIGPATH: identityFiles(organization, identity).msp,
    CORE_PEER_ADDRESS: `${organization.address}:${organization.ports.peer}`,
    CORE_PEER_TLS_ENABLED: 'true',
    CORE_PEER_TLS_ROOTCERT_FILE: authorityFiles(organization, 'tls').certificate,
  };
}

/** Environment of a peer, over Fabric's sample `core.yaml`. */
export function peerEnvironment(instance: Instance, organization: Organization): Environment {
  const { ports, name } = organization;
  const tls = tlsFiles(organization, 'peer');
  const data = dataFolder(organization, 'peer');
  const address = `${organization.address}:${ports.peer}`;
  const chaincodeAddress = `${organization.address}:${ports.peerChaincode}`;
  const builder = {
    name: 'medseal',
    path: path.join(instance.root, 'network', 'builder'),
    propagateEnvironment: ['MEDSEAL_CCAAS'],
  };
  return {
    ...peerClientEnvironment(instance, organization, 'peer'),
    FABRIC_CFG_PATH: organization.folder,
    FABRIC_LOGGING_SPEC: 'info:gossip=warn:msp=error:pvtdatastorage=warn:validation=error',
    CORE_PEER_ID: `peer.${name}`,
    CORE_PEER_LISTENADDRESS: address,
    CORE_PEER_CHAINCODELISTENADDRESS: chaincodeAddress,
    CORE_PEER_CHAINCODEADDRESS: chaincodeAddress,
    CORE_PEER_TLS_CERT_FILE: tls.certificate,
    CORE_PEER_TLS_KEY_FILE: tls.key,
    CORE_PEER_FILESYSTEMPATH: path.join(data, 'production'),
    CORE_LEDGER_SNAPSHOTS_ROOTDIR: path.join(data, 'snapshots'),
    CORE_PEER_AUTHENTICATION_TIMEWINDOW: `${signedTimeWindow}ms`,
    CORE_PEER_LIMITS_CONCURRENCY_GATEWAYSERVICE: '2500',
    CORE_METRICS_PROVIDER: 'prometheus',
    ...operationsEnvironment(organization),
    // No Docker: chaincode runs as a process of its own, which the builder's scripts tell the peer about.
    CORE_VM_ENDPOINT: '',
    CORE_CHAINCODE_EXTERNALBUILDERS: JSON.stringify([builder]),
    MEDSEAL_CCAAS: connectionFile(organization),
    ...gossipEnvironment(address),
    ...silenceEnvironment,
    ...privateDataEnvironment,
  };
}

/**
 * Who reaches a peer's operations port may set what it logs, private values included: only who shows a certificate of the
 * organization does. Fabric splits this list of roots at spaces, so the path is relative to the configuration's folder.
 */
function operationsEnvironment(organization: Organization): Environment {
  const tls = tlsFiles(organization, 'peer');
  const root = authorityFiles(organization, 'tls').certificate;
  return {
    CORE_OPERATIONS_LISTENADDRESS: `${organization.address}:${organization.ports.peerHealth}`,
    CORE_OPERATIONS_TLS_ENABLED: 'true',
    CORE_OPERATIONS_TLS_CERT_FILE: tls.certificate,
    CORE_OPERATIONS_TLS_KEY_FILE: tls.key,
    CORE_OPERATIONS_TLS_CLIENTAUTHREQUIRED: 'true',
    CORE_OPERATIONS_TLS_CLIENTROOTCAS_FILES: path.relative(organization.folder, root),
  };
}

/** Intervals for a network of few peers, where the defaults for large ones would make every start wait. */
function gossipEnvironment(address: string): Environment {
  return {
    CORE_PEER_GOSSIP_BOOTSTRAP: address,
    CORE_PEER_GOSSIP_EXTERNALENDPOINT: address,
    CORE_PEER_GOSSIP_PUBLISHSTATEINFOINTERVAL: '500ms',
    CORE_PEER_GOSSIP_REQUESTSTATEINFOINTERVAL: '500ms',
    CORE_PEER_GOSSIP_ALIVETIMEINTERVAL: '500ms',
    CORE_PEER_GOSSIP_RECONNECTINTERVAL: '2s',
    // An endorser that hands out private data meets a peer just gone: two such waits must fit into one endorsement.
    CORE_PEER_GOSSIP_DIALTIMEOUT: '1s',
    CORE_PEER_GOSSIP_CONNTIMEOUT: '1s',
  };
}

/**
 * How soon a peer gives up on a silent orderer or peer and goes on with the others (docs/decisions/0105). A cut cable says nothing,
 * unlike a process that has ended, and with Fabric's defaults one silent organization of three stops the others for a minute.
 * Blocks come from orderers only: `CORE_PEER_GOSSIP_STATE_ENABLED` stays off, as in Fabric's sample configuration.
 */
const silenceEnvironment: Environment = {
  CORE_PEER_GATEWAY_ENDORSEMENTTIMEOUT: '2s',
  CORE_PEER_GATEWAY_BROADCASTTIMEOUT: '1s',
  CORE_PEER_GATEWAY_DIALTIMEOUT: '2s',
  CORE_PEER_GOSSIP_ALIVEEXPIRATIONTIMEOUT: '3s',
  CORE_PEER_DELIVERYCLIENT_CONNTIMEOUT: '1s',
  // A peer asks again every three seconds: after a long silence Fabric's pause has grown to an hour.
  CORE_PEER_DELIVERYCLIENT_RECONNECTBACKOFFTHRESHOLD: '3s',
  CORE_PEER_KEEPALIVE_MININTERVAL: '5s',
  CORE_PEER_KEEPALIVE_CLIENT_INTERVAL: '10s',
  CORE_PEER_KEEPALIVE_CLIENT_TIMEOUT: '3s',
  CORE_PEER_KEEPALIVE_DELIVERYCLIENT_INTERVAL: '10s',
  CORE_PEER_KEEPALIVE_DELIVERYCLIENT_TIMEOUT: '3s',
};

const privateDataEnvironment: Environment = {
  // Purged data leaves the peer's database with the next block.
  CORE_LEDGER_PVTDATASTORE_PURGEINTERVAL: '1',
  // Private data that did not come with its block: a peer asks the others for it soon, and again for what nobody had.
  CORE_PEER_GOSSIP_PVTDATA_RECONCILESLEEPINTERVAL: '5s',
  CORE_LEDGER_PVTDATASTORE_DEPRIORITIZEDDATARECONCILERINTERVAL: '1m',
  // How long an endorser waits for another peer to take private data.
  CORE_PEER_GOSSIP_PVTDATA_PUSHACKTIMEOUT: '500ms',
  CORE_PEER_GOSSIP_PVTDATA_TRANSIENTSTOREMAXBLOCKRETENTION: '1000',
  CORE_PEER_GOSSIP_PVTDATA_PULLRETRYTHRESHOLD: '5s',
  CORE_PEER_GOSSIP_PVTDATA_SKIPPULLINGINVALIDTRANSACTIONSDURINGCOMMIT: 'true',
};
