import { mspIdSchema } from '@medseal/ledger-model';
import { type Environment, fileContent, readSettings } from '@medseal/runtime';
import { z } from 'zod';

/** What an agent is told, by its name in the environment. */
const settings = {
  MEDSEAL_MSP_ID: mspIdSchema,
  MEDSEAL_CHANNEL: z.string(),
  /** host:port; the host must be in the peer's certificate. */
  MEDSEAL_PEER_ADDRESS: z.string().regex(/^[^:]+:\d+$/, 'not host:port'),
  MEDSEAL_PEER_TLS_ROOT: fileContent,
  MEDSEAL_SERVICE_CERTIFICATE: fileContent,
  MEDSEAL_SERVICE_KEY: fileContent,
  MEDSEAL_LISTEN_HOST: z.string(),
  MEDSEAL_LISTEN_PORT: z.coerce.number().pipe(z.int().min(1).max(65_535)),
  MEDSEAL_TLS_CERTIFICATE: fileContent,
  MEDSEAL_TLS_KEY: fileContent,
  /** Path of the agent's key, sealed under the passphrase. */
  MEDSEAL_AGENT_KEY: z.string(),
  MEDSEAL_AGENT_PASSPHRASE: z.string(),
  /** Folder for what the agent remembers between two starts. */
  MEDSEAL_AGENT_DATA: z.string(),
} as const;

/**
 * Reads the agent's settings; certificates and keys as PEM texts, from the files that the environment names.
 * @throws {ConfigError} that lists every setting that is missing or wrong, never a value.
 */
export function readConfig(environment: Environment) {
  const given = readSettings(settings, environment);
  return {
    peer: {
      mspId: given.MEDSEAL_MSP_ID,
      channel: given.MEDSEAL_CHANNEL,
      peerAddress: given.MEDSEAL_PEER_ADDRESS,
      peerTlsRoot: given.MEDSEAL_PEER_TLS_ROOT,
      serviceCertificate: given.MEDSEAL_SERVICE_CERTIFICATE,
      serviceKey: given.MEDSEAL_SERVICE_KEY,
    },
    listen: { host: given.MEDSEAL_LISTEN_HOST, port: given.MEDSEAL_LISTEN_PORT },
    tls: { certificate: given.MEDSEAL_TLS_CERTIFICATE, key: given.MEDSEAL_TLS_KEY },
    dataFolder: given.MEDSEAL_AGENT_DATA,
    key: { path: given.MEDSEAL_AGENT_KEY, passphrase: given.MEDSEAL_AGENT_PASSPHRASE },
  } as const;
}
