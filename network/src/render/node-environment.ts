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

// Three loggers log ids: keys of purged private records, keys of public records that two acts used at once, and the
// holders of rejected certificates (docs/decisions/0150).

/** The environment of an orderer; it overrides Fabric's sample `orderer.yaml`. */
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
    // Peers ask every ten seconds whether the connection is alive; by default an orderer takes that for abuse.
    ORDERER_GENERAL_KEEPALIVE_SERVERMININTERVAL: '5s',
    // Below the election timeout: the others must still hear a leader that dials a silent orderer.
    ORDERER_GENERAL_CLUSTER_DIALTIMEOUT: '500ms',
    // An orderer dials a lost one again every two seconds: without this, after a long silence gRPC's pause reaches two
    // minutes.
    ORDERER_GENERAL_BACKOFF_MAXDELAY: '2s',
    ORDERER_FILELEDGER_LOCATION: path.join(data, 'ledger'),
    ORDERER_CONSENSUS_WALDIR: path.join(data, 'wal'),
    ORDERER_CONSENSUS_SNAPDIR: path.join(data, 'snapshots'),
    // Anyone who reaches the operations port can set what is logged, including private values.
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

/** The environment of Fabric's `peer` program as a client of an organization's peer, under one of its identities. */
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

/** The environment of a peer; it overrides Fabric's sample `core.yaml`. */
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
    // No Docker: chaincode runs as a separate process, and the builder's scripts tell the peer about it.
    CORE_VM_ENDPOINT: '',
    CORE_CHAINCODE_EXTERNALBUILDERS: JSON.stringify([builder]),
    MEDSEAL_CCAAS: connectionFile(organization),
    ...gossipEnvironment(address),
    ...silenceEnvironment,
    ...privateDataEnvironment,
  };
}

/**
 * Anyone who reaches a peer's operations port can set what it logs, including private values, so it requires a
 * certificate of the organization. Fabric splits this list of roots at spaces, so the path is relative to the
 * configuration's folder.
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

/** Intervals for a network with few peers: the defaults are for large ones and would delay every start. */
function gossipEnvironment(address: string): Environment {
  return {
    CORE_PEER_GOSSIP_BOOTSTRAP: address,
    CORE_PEER_GOSSIP_EXTERNALENDPOINT: address,
    CORE_PEER_GOSSIP_PUBLISHSTATEINFOINTERVAL: '500ms',
    CORE_PEER_GOSSIP_REQUESTSTATEINFOINTERVAL: '500ms',
    CORE_PEER_GOSSIP_ALIVETIMEINTERVAL: '500ms',
    CORE_PEER_GOSSIP_RECONNECTINTERVAL: '2s',
    // An endorser that distributes private data may meet a peer that has just gone: two such waits must fit into one
    // endorsement.
    CORE_PEER_GOSSIP_DIALTIMEOUT: '1s',
    CORE_PEER_GOSSIP_CONNTIMEOUT: '1s',
  };
}

/**
 * How soon a peer gives up on a silent orderer or peer and continues with the others (docs/decisions/0105). Unlike a
 * process that has ended, a cut cable gives no signal, and with Fabric's defaults one silent organization of three
 * stops the others for a minute. Blocks come from orderers only: `CORE_PEER_GOSSIP_STATE_ENABLED` stays off, as in
 * Fabric's sample configuration.
 */
const silenceEnvironment: Environment = {
  CORE_PEER_GATEWAY_ENDORSEMENTTIMEOUT: '2s',
  CORE_PEER_GATEWAY_BROADCASTTIMEOUT: '1s',
  CORE_PEER_GATEWAY_DIALTIMEOUT: '2s',
  CORE_PEER_GOSSIP_ALIVEEXPIRATIONTIMEOUT: '3s',
  CORE_PEER_DELIVERYCLIENT_CONNTIMEOUT: '1s',
  // A peer asks again every three seconds: without this, after a long silence Fabric's pause reaches an hour.
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
  // Private data that did not arrive with its block: a peer soon asks the others for it, and again for what no one had.
  CORE_PEER_GOSSIP_PVTDATA_RECONCILESLEEPINTERVAL: '5s',
  CORE_LEDGER_PVTDATASTORE_DEPRIORITIZEDDATARECONCILERINTERVAL: '1m',
  // How long an endorser waits for another peer to take private data.
  CORE_PEER_GOSSIP_PVTDATA_PUSHACKTIMEOUT: '500ms',
  CORE_PEER_GOSSIP_PVTDATA_TRANSIENTSTOREMAXBLOCKRETENTION: '1000',
  CORE_PEER_GOSSIP_PVTDATA_PULLRETRYTHRESHOLD: '5s',
  CORE_PEER_GOSSIP_PVTDATA_SKIPPULLINGINVALIDTRANSACTIONSDURINGCOMMIT: 'true',
};
