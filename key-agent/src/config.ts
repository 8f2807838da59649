import { readFileSync } from 'node:fs';
import { mspIdSchema } from '@medseal/ledger-model';
import { z } from 'zod';

const text = z.string().min(1);
const port = z.coerce.number().int().min(1).max(65_535);

const environmentSchema = z.object({
  MEDSEAL_MSP_ID: mspIdSchema,
  MEDSEAL_CHANNEL: text,
  MEDSEAL_PEER_ADDRESS: text.regex(/^[^:]+:\d+$/, 'not host:port'),
  MEDSEAL_PEER_TLS_ROOT: text,
  MEDSEAL_SERVICE_CERTIFICATE: text,
  MEDSEAL_SERVICE_KEY: text,
  MEDSEAL_LISTEN_HOST: text,
  MEDSEAL_LISTEN_PORT: port,
  MEDSEAL_TLS_CERTIFICATE: text,
  MEDSEAL_TLS_KEY: text,
  MEDSEAL_AGENT_KEY: text,
  MEDSEAL_AGENT_PASSPHRASE: text,
  MEDSEAL_AGENT_DATA: text,
});

/**
 * Reads all that the program is told; certificates and keys as PEM texts, from the files that the environment names. The
 * passphrase may also come from a file: `MEDSEAL_AGENT_PASSPHRASE_FILE`.
 * @throws {Error} naming the variables that are missing or wrong, never their values, or a file that cannot be read.
 */
export function readConfig(environment: NodeJS.ProcessEnv) {
  const parsed = environmentSchema.safeParse({ ...environment, ...passphraseFrom(environment) });
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const given = parsed.data;
  return {
    peer: {
      mspId: given.MEDSEAL_MSP_ID,
      channel: given.MEDSEAL_CHANNEL,
      peerAddress: given.MEDSEAL_PEER_ADDRESS,
      peerTlsRoot: readFileSync(given.MEDSEAL_PEER_TLS_ROOT, 'utf8'),
      serviceCertificate: readFileSync(given.MEDSEAL_SERVICE_CERTIFICATE, 'utf8'),
      serviceKey: readFileSync(given.MEDSEAL_SERVICE_KEY, 'utf8'),
    },
    listen: { host: given.MEDSEAL_LISTEN_HOST, port: given.MEDSEAL_LISTEN_PORT },
    tls: {
      certificate: readFileSync(given.MEDSEAL_TLS_CERTIFICATE, 'utf8'),
      key: readFileSync(given.MEDSEAL_TLS_KEY, 'utf8'),
    },
    dataFolder: given.MEDSEAL_AGENT_DATA,
    key: { path: given.MEDSEAL_AGENT_KEY, passphrase: given.MEDSEAL_AGENT_PASSPHRASE },
  } as const;
}

function passphraseFrom(environment: NodeJS.ProcessEnv): Readonly<{ MEDSEAL_AGENT_PASSPHRASE?: string }> {
  const path = environment['MEDSEAL_AGENT_PASSPHRASE_FILE'];
  return path === undefined
    ? {}
    : { MEDSEAL_AGENT_PASSPHRASE: readFileSync(path, 'utf8').replace(/\r?\n$/, '') };
}
