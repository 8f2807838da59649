import { readFileSync } from 'node:fs';
import type { Network } from './network.js';
import {
  callPart,
  type ClientCertificate,
  type PartAnswer,
  partCertificate,
  type TlsPort,
} from '../api/tls.js';

/** A request to an operations service. */
interface OperationsCall {
  readonly method?: 'GET' | 'PUT';
  readonly path: string;
  readonly body?: object;
  /** What the caller shows: the organization's certificate for operations where it is left out. */
  readonly certificate?: ClientCertificate | 'none';
}

/**
 * Where a Fabric program (`HospitalA/peer`) has its operations service, as the running process has it in its
 * environment.
 */
export async function operationsPort(network: Network, part: string): Promise<TlsPort> {
  const { pid } = await network.part(part);
  const environment = readFileSync(`/proc/${pid ?? 0}/environ`, 'utf8').split('\0');
  const setting = environment.find((each) => /^(CORE|ORDERER)_OPERATIONS_LISTENADDRESS=/.test(each));
  const [host = '', port] = setting?.split('=')[1]?.split(':') ?? [];
  return { organization: part.split('/')[0] ?? '', port: Number(port), host };
}

/** Asks an operations service. @throws when it does not hear the caller. */
export async function askOperations(
  network: Network,
  port: TlsPort,
  { method = 'GET', certificate, ...call }: OperationsCall,
): Promise<PartAnswer> {
  const shown = certificate ?? partCertificate(network, port.organization, 'operations');
  return await callPart(network, port, {
    method,
    ...call,
    certificate: shown === 'none' ? undefined : shown,
  });
}

/** Sets what a peer logs (`info:gossip=warn`). */
export async function setLogLevel(network: Network, peer: string, spec: string): Promise<void> {
  const call = { method: 'PUT', path: '/logspec', body: { spec } } as const;
  const { status } = await askOperations(network, await operationsPort(network, peer), call);
  if (status !== 204) throw new Error(`${peer} does not take the log level: ${status}`);
}

/** Name of the organization whose orderer leads. @throws while none does. */
export async function leadingOrderer(network: Network): Promise<string> {
  const { organizations } = await network.status();
  for (const { name } of organizations) {
    const port = await operationsPort(network, `${name}/orderer`);
    const { body } = await askOperations(network, port, { path: '/metrics' });
    if (/^consensus_etcdraft_is_leader\{channel="medseal"\} 1$/m.test(body.toString())) return name;
  }
  throw new Error('no orderer leads');
}

/** Name of the organization from whose orderer a peer pulls blocks, as its log says; undefined before it has begun. */
export async function ordererOf(network: Network, organization: string): Promise<string | undefined> {
  const { log } = await network.part(`${organization}/peer`);
  const pulls = /BlockReceiver starting.*orderer-address=([\d.]+:\d+)/g;
  const address = [...readFileSync(log, 'utf8').matchAll(pulls)].at(-1)?.[1];
  const { organizations } = await network.status();
  const port = Number(address?.split(':').at(-1));
  return organizations.find(({ parts }) => parts.some((part) => part.port === port))?.name;
}
