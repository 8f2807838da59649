import path from 'node:path';
import type { Instance, Organization } from '../topology/instance.js';
import {
  authorityFiles,
  connectionFile,
  dataFolder,
  identityFiles,
  tlsFiles,
  type IdentityName,
} from '../topology/layout.js';
import { topology } from '../topology/topology.js';

/** Environment variables of a process. */
export type Environment = Readonly<Record<string, string>>;

const { host } = topology;

/** Environment of an orderer, over Fabric's sample `orderer.yaml`. */
export function ordererEnvironment(instance: Instance, organization: Organization): Environment {
  const { ports } = organization;
  const tls = tlsFiles(organization, 'orderer');
  const root = authorityFiles(organization, 'tls').certificate;
  const data = dataFolder(organization, 'orderer');
  const allRoots = instance.organizations.map((each) => authorityFiles(each, 'tls').certificate);
  return {
    FABRIC_CFG_PATH: path.join(instance.software, 'config'),
    FABRIC_LOGGING_SPEC: 'info',
    ORDERER_GENERAL_LISTENADDRESS: host,
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
    ORDERER_FILELEDGER_LOCATION: path.join(data, 'ledger'),
    ORDERER_CONSENSUS_WALDIR: path.join(data, 'wal'),
    ORDERER_CONSENSUS_SNAPDIR: path.join(data, 'snapshots'),
    ORDERER_OPERATIONS_LISTENADDRESS: `${host}:${ports.ordererHealth}`,
    ORDERER_METRICS_PROVIDER: 'prometheus',
    ORDERER_ADMIN_LISTENADDRESS: `${host}:${ports.ordererAdmin}`,
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
    CORE_PEER_ADDRESS: `${host}:${organization.ports.peer}`,
    CORE_PEER_TLS_ENABLED: 'true',
    CORE_PEER_TLS_ROOTCERT_FILE: authorityFiles(organization, 'tls').certificate,
  };
}

/** Environment of a peer, over Fabric's sample `core.yaml`. */
export function peerEnvironment(instance: Instance, organization: Organization): Environment {
  const { ports, name } = organization;
  const tls = tlsFiles(organization, 'peer');
  const data = dataFolder(organization, 'peer');
  const address = `${host}:${ports.peer}`;
  const chaincodeAddress = `${host}:${ports.peerChaincode}`;
  const builder = {
    name: 'medseal',
    path: path.join(instance.root, 'network', 'builder'),
    propagateEnvironment: ['MEDSEAL_CCAAS'],
  };
  return {
    ...peerClientEnvironment(instance, organization, 'peer'),
    FABRIC_LOGGING_SPEC: 'info:gossip=warn',
    CORE_PEER_ID: `peer.${name}`,
    CORE_PEER_LISTENADDRESS: address,
    CORE_PEER_CHAINCODELISTENADDRESS: chaincodeAddress,
    CORE_PEER_CHAINCODEADDRESS: chaincodeAddress,
    CORE_PEER_TLS_CERT_FILE: tls.certificate,
    CORE_PEER_TLS_KEY_FILE: tls.key,
    CORE_PEER_FILESYSTEMPATH: path.join(data, 'production'),
    CORE_LEDGER_SNAPSHOTS_ROOTDIR: path.join(data, 'snapshots'),
    CORE_PEER_AUTHENTICATION_TIMEWINDOW: '2m',
    CORE_PEER_LIMITS_CONCURRENCY_GATEWAYSERVICE: '2500',
    CORE_OPERATIONS_LISTENADDRESS: `${host}:${ports.peerHealth}`,
    CORE_METRICS_PROVIDER: 'prometheus',
    // No Docker: chaincode runs as a process of its own, which the builder's scripts tell the peer about.
    CORE_VM_ENDPOINT: '',
    CORE_CHAINCODE_EXTERNALBUILDERS: JSON.stringify([builder]),
    MEDSEAL_CCAAS: connectionFile(organization),
    ...gossipEnvironment(address),
    ...privateDataEnvironment,
  };
}

/** Intervals for a network of few peers, where the defaults for large ones would make every start wait. */
function gossipEnvironment(address: string): Environment {
  return {
    CORE_PEER_GOSSIP_BOOTSTRAP: address,
    CORE_PEER_GOSSIP_EXTERNALENDPOINT: address,
    CORE_PEER_GOSSIP_PUBLISHSTATEINFOINTERVAL: '500ms',
    CORE_PEER_GOSSIP_REQUESTSTATEINFOINTERVAL: '500ms',
    CORE_PEER_GOSSIP_ALIVETIMEINTERVAL: '1s',
    CORE_PEER_GOSSIP_RECONNECTINTERVAL: '2s',
    // An endorser that hands out private data meets a peer just gone: two such waits must fit into one endorsement.
    CORE_PEER_GOSSIP_DIALTIMEOUT: '1s',
    CORE_PEER_GOSSIP_CONNTIMEOUT: '1s',
  };
}

const privateDataEnvironment: Environment = {
  // Purged data leaves the peer's database with the next block.
  CORE_LEDGER_PVTDATASTORE_PURGEINTERVAL: '1',
  CORE_LEDGER_PVTDATASTORE_DEPRIORITIZEDDATARECONCILERINTERVAL: '5m',
  // How long an endorser waits for another peer to take private data.
  CORE_PEER_GOSSIP_PVTDATA_PUSHACKTIMEOUT: '1s',
  CORE_PEER_GOSSIP_PVTDATA_TRANSIENTSTOREMAXBLOCKRETENTION: '1000',
  CORE_PEER_GOSSIP_PVTDATA_PULLRETRYTHRESHOLD: '5s',
  CORE_PEER_GOSSIP_PVTDATA_SKIPPULLINGINVALIDTRANSACTIONSDURINGCOMMIT: 'true',
};
