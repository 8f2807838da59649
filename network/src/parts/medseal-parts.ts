import path from 'node:path';
import { renderChaincodePackage } from '../render/chaincode-package.js';
import { caName } from '../render/ca-config.js';
import type { Environment } from '../render/node-environment.js';
import type { Launch } from '../supervisor/supervised-process.js';
import type { Instance, Organization } from '../topology/instance.js';
import {
  agentKeyFile,
  authorityFiles,
  dataFolder,
  identityFiles,
  registrarId,
  secretFile,
  sharedFiles,
  tlsFiles,
} from '../topology/layout.js';
import { topology } from '../topology/topology.js';
import { readDefinition } from '../topology/definition.js';
import { baseEnvironment } from './base-environment.js';
import type { PartDefinition } from './part.js';
import type { HttpProbe } from './probe.js';

/** Our own programs, and the store. */
export const medsealParts = {
  chaincode: {
    port: 'chaincode',
    probe: ({ ports, address }) => ({ kind: 'connect', host: address, port: ports.chaincode }),
    launch: chaincodeLaunch,
  },
  agent: {
    port: 'agent',
    probe: (organization) => {
      const { certificate, key } = tlsFiles(organization, 'gateway');
      return {
        kind: 'http',
        host: organization.host,
        port: organization.ports.agent,
        path: '/livez',
        // An agent answers only members and this machine: it may run on a machine other than this command's.
        tls: { root: authorityFiles(organization, 'tls').certificate, certificate, key },
      };
    },
    launch: (instance, organization) => ownProgram(instance, 'key-agent', agentEnvironment(organization)),
  },
  gateway: {
    port: 'gateway',
    probe: (organization) => gatewayProbe(organization, '/livez'),
    launch: (instance, organization) =>
      ownProgram(
        instance,
        'gateway-app',
        { ...gatewayEnvironment(organization), ...instance.throttles },
        gatewayOptions,
      ),
  },
  store: {
    port: 'store',
    probe: (organization) => ({
      kind: 'http',
      host: organization.host,
      port: organization.ports.store,
      path: '/minio/health/ready',
      tls: { root: authorityFiles(organization, 'tls').certificate },
    }),
    launch: storeLaunch,
  },
} as const satisfies Record<string, PartDefinition>;

/** How to ask a gateway for its state. */
export function gatewayProbe({ pages, ports }: Organization, path: '/livez' | '/readyz'): HttpProbe {
  return { kind: 'http', host: pages.host, port: ports.gateway, path };
}

/**
 * A large report passes through a gateway in short-lived buffers of 64 KiB that only the garbage collector frees. A
 * small young generation (MiB) frees them soon: 30 MiB instead of 110 while 1 GiB passes, and twice the throughput
 * (docs/decisions/0063).
 */
const gatewayOptions = ['--max-semi-space-size=1'];

function ownProgram(
  instance: Instance,
  folder: string,
  environment: Environment,
  options: readonly string[] = [],
): Launch {
  return nodeProgram(instance, {
    options,
    script: path.join(instance.root, folder, 'dist', 'main.js'),
    args: [],
    environment,
  });
}

interface NodeProgram {
  /** Options of Node itself. */
  readonly options?: readonly string[];
  readonly script: string;
  readonly args: readonly string[];
  readonly environment: Environment;
  readonly folder?: string;
}

function nodeProgram(instance: Instance, program: NodeProgram): Launch {
  const { options = [], script, args, environment, folder = instance.home } = program;
  return {
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', ...options, script, ...args],
    folder,
    environment: {
      ...baseEnvironment(),
      // Nine programs compile much of the same code at every start.
      NODE_COMPILE_CACHE: path.join(instance.home, 'run', 'compiled'),
      ...environment,
    },
    grace: 10_000,
  };
}

function chaincodeLaunch(instance: Instance, organization: Organization): Launch {
  const tls = tlsFiles(organization, 'chaincode');
  return nodeProgram(instance, {
    script: path.join(instance.root, 'node_modules', '.bin', 'fabric-chaincode-node'),
    folder: path.join(instance.root, 'chaincode'),
    args: [
      'server',
      `--chaincode-address=${organization.address}:${organization.ports.chaincode}`,
      `--chaincode-id=${renderChaincodePackage().id}`,
      `--chaincode-tls-key-file=${tls.key}`,
      `--chaincode-tls-cert-file=${tls.certificate}`,
      `--chaincode-tls-client-cacert-file=${authorityFiles(organization, 'tls').certificate}`,
    ],
    environment: {
      CORE_PEER_LOCALMSPID: organization.mspId,
      CORE_CHAINCODE_LOGGING_LEVEL: 'info',
      MEDSEAL_CONSORTIUM: sharedFiles(instance).consortium,
      MEDSEAL_RULES: readDefinition(instance)?.rules ?? '',
    },
  });
}

/** What the two services that talk to this organization's peer have in common. */
function serviceEnvironment(organization: Organization, name: 'agent' | 'gateway'): Environment {
  const identity = identityFiles(organization, name);
  const tls = tlsFiles(organization, name);
  return {
    MEDSEAL_MSP_ID: organization.mspId,
    MEDSEAL_CHANNEL: topology.channel,
    MEDSEAL_PEER_ADDRESS: `${organization.host}:${organization.ports.peer}`,
    MEDSEAL_PEER_TLS_ROOT: authorityFiles(organization, 'tls').certificate,
    MEDSEAL_SERVICE_CERTIFICATE: identity.certificate,
    MEDSEAL_SERVICE_KEY: identity.key,
    MEDSEAL_TLS_CERTIFICATE: tls.certificate,
    MEDSEAL_TLS_KEY: tls.key,
  };
}

function agentEnvironment(organization: Organization): Environment {
  return {
    ...serviceEnvironment(organization, 'agent'),
    MEDSEAL_LISTEN_HOST: organization.address,
    MEDSEAL_LISTEN_PORT: String(organization.ports.agent),
    MEDSEAL_AGENT_KEY: agentKeyFile(organization),
    MEDSEAL_AGENT_PASSPHRASE_FILE: secretFile(organization, 'agent-passphrase'),
    MEDSEAL_AGENT_DATA: dataFolder(organization, 'agent'),
  };
}

function gatewayEnvironment(organization: Organization): Environment {
  const { ports, name, kind, pages } = organization;
  const tlsRoot = authorityFiles(organization, 'tls').certificate;
  return {
    ...serviceEnvironment(organization, 'gateway'),
    MEDSEAL_ORGANIZATION: name,
    MEDSEAL_HTTP_HOST: pages.address,
    MEDSEAL_HTTP_PORT: String(ports.gateway),
    MEDSEAL_MEMBER_HOST: organization.address,
    MEDSEAL_MEMBER_PORT: String(ports.member),
    MEDSEAL_CA_URL: `https://${organization.host}:${ports.ca}`,
    MEDSEAL_ORDERER_ADDRESS: `${organization.host}:${ports.orderer}`,
    MEDSEAL_CA_NAME: caName(organization, 'people'),
    MEDSEAL_CA_TLS_ROOT: tlsRoot,
    MEDSEAL_CA_REGISTRAR: registrarId,
    MEDSEAL_CA_REGISTRAR_SECRET_FILE: secretFile(organization, 'registrar'),
    MEDSEAL_DATABASE: path.join(dataFolder(organization, 'gateway'), 'gateway.sqlite'),
    MEDSEAL_PEPPER_FILE: secretFile(organization, 'pepper'),
    ...(kind === 'hospital' ? storeClientEnvironment(organization) : {}),
  };
}

function storeClientEnvironment(organization: Organization): Environment {
  return {
    MEDSEAL_STORE_URL: `https://${organization.host}:${organization.ports.store}`,
    MEDSEAL_STORE_BUCKET: topology.bucket,
    MEDSEAL_STORE_ACCESS_KEY_FILE: secretFile(organization, 'store-user'),
    MEDSEAL_STORE_SECRET_KEY_FILE: secretFile(organization, 'store-password'),
    MEDSEAL_STORE_TLS_ROOT: authorityFiles(organization, 'tls').certificate,
  };
}

function storeLaunch(instance: Instance, organization: Organization): Launch {
  const folder = dataFolder(organization, 'store');
  const address = `${organization.address}:${organization.ports.store}`;
  return {
    command: path.join(instance.software, 'bin', 'minio'),
    args: [
      'server',
      '--quiet',
      '--certs-dir',
      tlsFiles(organization, 'store').folder,
      '--address',
      address,
      folder,
    ],
    folder: instance.home,
    environment: {
      ...baseEnvironment(),
      MINIO_ROOT_USER_FILE: secretFile(organization, 'store-root-user'),
      MINIO_ROOT_PASSWORD_FILE: secretFile(organization, 'store-root-password'),
      MINIO_BROWSER: 'off',
      MINIO_UPDATE: 'off',
    },
    grace: 10_000,
  };
}
