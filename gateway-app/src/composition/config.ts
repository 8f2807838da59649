import { isIPv4 } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { mspIdSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import { type Environment, fileContent, isGiven, readSettings, unknownNames } from '@medseal/runtime';
import type { StoreOptions } from '../adapters/store/minio-store.js';
import { liftedThrottles, type Throttles, throttleSettings, throttlesOf } from './throttle-settings.js';

const port = z.coerce.number().pipe(z.int().min(0).max(65_535));
const hostAndPort = z.string().regex(/^[\w.-]+:\d+$/);
/** True if only programs on this machine can reach it. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
const httpsUrl = z.url({ protocol: /^https$/ });

/** What every gateway needs, by its name in the environment. */
const settings = {
  MEDSEAL_ORGANIZATION: z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/),
  MEDSEAL_MSP_ID: mspIdSchema,
  MEDSEAL_CHANNEL: z.string(),
  /** host:port; the host must be in the peer's certificate. */
  MEDSEAL_PEER_ADDRESS: hostAndPort,
  MEDSEAL_PEER_TLS_ROOT: fileContent,
  /** host:port of this organization's orderer, only to check whether it answers. */
  MEDSEAL_ORDERER_ADDRESS: hostAndPort,
  MEDSEAL_SERVICE_CERTIFICATE: fileContent,
  MEDSEAL_SERVICE_KEY: fileContent,
  /** Plain HTTP, so only this machine may connect. */
  MEDSEAL_HTTP_HOST: z.string().refine(isLoopback, 'is not a loopback address (127.0.0.0/8, ::1, localhost)'),
  MEDSEAL_HTTP_PORT: port,
  /** Where people reach the gateway, if a proxy on this machine provides HTTPS. */
  MEDSEAL_PUBLIC_URL: httpsUrl.optional(),
  MEDSEAL_MEMBER_HOST: z.string(),
  MEDSEAL_MEMBER_PORT: port,
  MEDSEAL_TLS_CERTIFICATE: fileContent,
  MEDSEAL_TLS_KEY: fileContent,
  MEDSEAL_CA_URL: httpsUrl,
  MEDSEAL_CA_NAME: z.string(),
  MEDSEAL_CA_TLS_ROOT: fileContent,
  /** Enrolment id and secret under which the gateway registers people. */
  MEDSEAL_CA_REGISTRAR: z.string(),
  MEDSEAL_CA_REGISTRAR_SECRET: z.string(),
  MEDSEAL_DATABASE: z.string(),
  /** Random text; without it neither keyrings nor profiles of a stolen database can be opened. */
  MEDSEAL_PEPPER: z.string().min(32),
  MEDSEAL_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  ...throttleSettings,
  /** The most bytes of one report. */
  MEDSEAL_MAX_REPORT_SIZE: z.coerce
    .number()
    .pipe(z.int().min(1))
    .default(2 ** 31),
  /** Folder of the built web pages. */
  MEDSEAL_WEB_ROOT: z.string().default(fileURLToPath(new URL('../../web/dist', import.meta.url))),
} as const;

/** What a hospital also needs: its store. */
const storeSettings = {
  MEDSEAL_STORE_URL: httpsUrl,
  MEDSEAL_STORE_BUCKET: z.string(),
  MEDSEAL_STORE_TLS_ROOT: fileContent,
  MEDSEAL_STORE_ACCESS_KEY: z.string(),
  MEDSEAL_STORE_SECRET_KEY: z.string(),
} as const;

/** Names that belong to the whole instance and reach every program. */
const instanceNames = ['MEDSEAL_HOME', 'MEDSEAL_CACHE', 'MEDSEAL_PORT_BASE'];

/** Certificate and private key, both PEM. */
interface PemPair {
  readonly certificate: string;
  readonly privateKey: string;
}

/** Typed configuration of the gateway and its command line. PEM members hold contents, not paths. */
export interface Config {
  readonly organization: string;
  readonly mspId: string;
  readonly channel: string;
  readonly peer: Readonly<{ address: string; tlsRoot: string }>;
  readonly ordererAddress: string;
  readonly service: PemPair;
  readonly http: Readonly<{ host: string; port: number; secure: boolean }>;
  readonly throttles: Throttles;
  /** Names of the throttles that are lifted for a load test: worth a warning. */
  readonly liftedThrottles: readonly string[];
  readonly member: Readonly<{ host: string; port: number }>;
  readonly tls: PemPair;
  readonly ca: Readonly<{
    url: string;
    name: string;
    tlsRoot: string;
    registrar: Readonly<{ id: string; secret: string }>;
  }>;
  readonly database: string;
  /** File for the networks from which other organizations come, next to the database; relearned when it is missing. */
  readonly memberNetworks: string;
  /** File of the projection, next to the database; it is rebuilt when it is missing. */
  readonly projection: string;
  readonly pepper: Uint8Array;
  /** The most bytes of one report. */
  readonly maxReportSize: number;
  /** Folder of the built web pages; while it has none, the gateway says so at `/`. */
  readonly webRoot: string;
  /** Only a hospital has one. */
  readonly store: StoreOptions | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** Names beginning with MEDSEAL_ that mean nothing: probably misspelt, worth a warning. */
  readonly unknownNames: readonly string[];
}

/** Reads the configuration. @throws {ConfigError} that lists every setting that is missing or wrong. */
export function loadConfig(environment: Environment): Config {
  // Either all of the store's settings, or none of them.
  const hasStore = Object.keys(storeSettings).some((name) => isGiven(environment, name));
  const withStore = hasStore ? readSettings({ ...settings, ...storeSettings }, environment) : undefined;
  const given = withStore ?? readSettings(settings, environment);
  const known = [...Object.keys(settings), ...Object.keys(storeSettings), ...instanceNames];
  return {
    organization: given.MEDSEAL_ORGANIZATION,
    mspId: given.MEDSEAL_MSP_ID,
    channel: given.MEDSEAL_CHANNEL,
    peer: { address: given.MEDSEAL_PEER_ADDRESS, tlsRoot: given.MEDSEAL_PEER_TLS_ROOT },
    ordererAddress: given.MEDSEAL_ORDERER_ADDRESS,
    service: { certificate: given.MEDSEAL_SERVICE_CERTIFICATE, privateKey: given.MEDSEAL_SERVICE_KEY },
    http: {
      host: given.MEDSEAL_HTTP_HOST,
      port: given.MEDSEAL_HTTP_PORT,
      secure: given.MEDSEAL_PUBLIC_URL !== undefined,
    },
    throttles: throttlesOf(given),
    liftedThrottles: liftedThrottles(given),
    member: { host: given.MEDSEAL_MEMBER_HOST, port: given.MEDSEAL_MEMBER_PORT },
    tls: { certificate: given.MEDSEAL_TLS_CERTIFICATE, privateKey: given.MEDSEAL_TLS_KEY },
    ca: {
      url: given.MEDSEAL_CA_URL,
      name: given.MEDSEAL_CA_NAME,
      tlsRoot: given.MEDSEAL_CA_TLS_ROOT,
      registrar: { id: given.MEDSEAL_CA_REGISTRAR, secret: given.MEDSEAL_CA_REGISTRAR_SECRET },
    },
    database: given.MEDSEAL_DATABASE,
    memberNetworks: path.join(path.dirname(given.MEDSEAL_DATABASE), 'member-networks.json'),
    projection: path.join(path.dirname(given.MEDSEAL_DATABASE), 'projection.sqlite'),
    maxReportSize: given.MEDSEAL_MAX_REPORT_SIZE,
    webRoot: given.MEDSEAL_WEB_ROOT,
    pepper: Buffer.from(given.MEDSEAL_PEPPER),
    store: withStore && storeOptions(withStore),
    logLevel: given.MEDSEAL_LOG_LEVEL,
    unknownNames: unknownNames(environment, known),
  };
}

function storeOptions(given: z.output<z.ZodObject<typeof storeSettings>>): StoreOptions {
  return {
    url: given.MEDSEAL_STORE_URL,
    bucket: given.MEDSEAL_STORE_BUCKET,
    tlsRoot: given.MEDSEAL_STORE_TLS_ROOT,
    accessKey: given.MEDSEAL_STORE_ACCESS_KEY,
    secretKey: given.MEDSEAL_STORE_SECRET_KEY,
  };
}
