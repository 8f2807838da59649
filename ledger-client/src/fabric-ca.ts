import 'reflect-metadata';
import { createPrivateKey, webcrypto } from 'node:crypto';
import { Agent, request } from 'node:https';
import { p256Signer } from '@medseal/sealing';
import { readBounded } from '@medseal/transport';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';

/** A certification authority of an organization's Fabric CA server. */
export interface CaServer {
  /** Base URL, `https://localhost:PORT`. */
  readonly url: string;
  /** Name of one of the CAs that the server runs. */
  readonly name: string;
  /** PEM certificate that the server's TLS certificate chains to. */
  readonly tlsRoot: string;
}

/** A certificate with its private key, both PEM (the key as PKCS #8). */
export interface Credential {
  readonly certificate: string;
  readonly privateKey: string;
}

/** A new credential and the chain of the CA that issued it (PEM). */
export interface Enrolment extends Credential {
  readonly chain: string;
}

/** What an enrolment asks for. Without a profile the CA's default applies; the common name is the enrolment id. */
export interface EnrolRequest {
  readonly enrollmentId: string;
  readonly secret: string;
  readonly profile?: string;
  /** Subject alternative names: DNS names and IP addresses. */
  readonly hosts?: readonly string[];
}

/** An attribute of an identity; those with `inCertificate` are in every certificate issued to it. */
export interface CaAttribute {
  readonly name: string;
  readonly value: string;
  readonly inCertificate?: boolean;
}

/** An identity to be registered. `maxEnrollments` −1 means any number. */
export interface RegisterRequest {
  readonly id: string;
  readonly secret: string;
  readonly type: 'client' | 'peer' | 'orderer' | 'admin';
  readonly affiliation: string;
  readonly attributes: readonly CaAttribute[];
  readonly maxEnrollments: number;
}

/** Changes to a registered identity. `maxEnrollments` −2 forbids any further enrolment, −1 allows any number. */
export interface ModifyRequest {
  readonly secret?: string;
  readonly maxEnrollments?: number;
}

/** Why a CA call failed. `NOT_AUTHENTICATED`: secret or token not accepted, or no enrolment left. */
export type CaErrorKind =
  'UNREACHABLE' | 'NOT_AUTHENTICATED' | 'NOT_PERMITTED' | 'DUPLICATE' | 'NOT_FOUND' | 'FAILED';

/** A failed CA call. The message names neither identity nor secret; `caCode` is Fabric CA's own error number. */
export class CaError extends Error {
  override readonly name = 'CaError';

  constructor(
    readonly kind: CaErrorKind,
    operation: string,
    readonly details: { readonly caCode?: number; readonly cause?: unknown } = {},
  ) {
    const code = details.caCode === undefined ? '' : `, code ${details.caCode}`;
    super(`certificate authority: ${operation} failed (${kind}${code})`, { cause: details.cause });
  }
}

/** Limits of an answer: milliseconds to its last byte, and bytes. A certificate with its chain has about 4 KiB. */
const limits = { time: 10_000, bytes: 1 << 18 } as const;

interface Call {
  readonly operation: string;
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Absent where anyone may ask. */
  readonly authorize?: (body: string) => string | Promise<string>;
  readonly signal?: AbortSignal;
}

/** Client of one CA over Fabric CA's REST interface. Every method throws {@link CaError}. */
export class FabricCa {
  readonly #agent: Agent;

  constructor(readonly server: CaServer) {
    this.#agent = new Agent({ ca: server.tlsRoot, keepAlive: true, maxSockets: 4 });
  }

  /** Makes a new P-256 key and has it certified for an identity that knows its secret. */
  async enroll(enrol: EnrolRequest): Promise<Enrolment> {
    const { request: certificateRequest, privateKey } = await newCertificateRequest(enrol.enrollmentId);
    const basic = Buffer.from(`${enrol.enrollmentId}:${enrol.secret}`).toString('base64');
    const result = await this.#call({
      operation: 'enrolment',
      method: 'POST',
      path: '/enroll',
      body: { certificate_request: certificateRequest, profile: enrol.profile, hosts: enrol.hosts },
      authorize: () => `Basic ${basic}`,
    });
    const { Cert: certificate, ServerInfo: info } = result as {
      Cert: string;
      ServerInfo: { CAChain: string };
    };
    return { certificate: fromBase64(certificate), chain: fromBase64(info.CAChain), privateKey };
  }

  /** Registers an identity; the registrar must own the type, the affiliation and the attributes. */
  async register(registrar: Credential, identity: RegisterRequest): Promise<void> {
    await this.#call({
      operation: 'registration',
      method: 'POST',
      path: '/register',
      body: {
        id: identity.id,
        secret: identity.secret,
        type: identity.type,
        affiliation: identity.affiliation,
        max_enrollments: identity.maxEnrollments,
        attrs: identity.attributes.map(({ name, value, inCertificate }) => ({
          name,
          value,
          ecert: inCertificate ?? false,
        })),
      },
      authorize: tokenOf(registrar, 'POST', '/register'),
    });
  }

  /** Changes a registered identity. */
  async modify(registrar: Credential, id: string, changes: ModifyRequest): Promise<void> {
    const path = `/identities/${encodeURIComponent(id)}`;
    await this.#call({
      operation: 'change of an identity',
      method: 'PUT',
      path,
      body: { secret: changes.secret, max_enrollments: changes.maxEnrollments },
      authorize: tokenOf(registrar, 'PUT', path),
    });
  }

  /** True when the server answers and has this CA. */
  async ready(signal: AbortSignal): Promise<boolean> {
    const call = { operation: 'look', method: 'POST', path: '/cainfo', body: {}, signal } as const;
    return await this.#call(call).then(
      () => true,
      () => false,
    );
  }

  /** Drops idle connections. */
  close(): void {
    this.#agent.destroy();
  }

  async #call(call: Call): Promise<unknown> {
    const body = JSON.stringify({ ...call.body, caname: this.server.name });
    const authorization = await call.authorize?.(body);
    const headers = {
      'content-type': 'application/json',
      ...(authorization !== undefined && { authorization }),
    };
    const answer = await this.#send(call, body, headers).catch((cause: unknown) => {
      throw new CaError('UNREACHABLE', call.operation, { cause });
    });
    const parsed = parseAnswer(answer);
    if (parsed?.success === true) return parsed.result;
    const caCode = parsed?.errors?.[0]?.code;
    throw new CaError(kindOf(caCode), call.operation, caCode === undefined ? {} : { caCode });
  }

  #send(call: Call, body: string, headers: Record<string, string>): Promise<string> {
    const url = new URL(call.path, this.server.url);
    const signal = AbortSignal.any([AbortSignal.timeout(limits.time), ...(call.signal ? [call.signal] : [])]);
    return new Promise((resolve, reject) => {
      const sent = request(url, { method: call.method, headers, agent: this.#agent, signal }, (response) => {
        readBounded(response, limits.bytes).then((answer) => {
          resolve(answer.toString());
        }, reject);
      });
      sent.once('information', () =>
        sent.destroy(new Error('an informational response instead of an answer')),
      );
      sent.once('error', reject);
      sent.end(body);
    });
  }
}

interface Answer {
  readonly success?: boolean;
  readonly result?: unknown;
  readonly errors?: readonly { readonly code: number }[];
}

function parseAnswer(text: string): Answer | undefined {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return undefined;
  }
}

/** Codes of fabric-ca v1.5 (lib/caerrors/servererror.go), which shows 20 and 71 instead of most exact reasons. */
const kindsByCode: ReadonlyMap<number, CaErrorKind> = new Map([
  [20, 'NOT_AUTHENTICATED'],
  [25, 'NOT_AUTHENTICATED'],
  [27, 'NOT_AUTHENTICATED'],
  [28, 'NOT_AUTHENTICATED'],
  [70, 'NOT_AUTHENTICATED'],
  [71, 'NOT_PERMITTED'],
  [74, 'DUPLICATE'],
  [63, 'NOT_FOUND'],
]);

function kindOf(caCode: number | undefined): CaErrorKind {
  return (caCode !== undefined && kindsByCode.get(caCode)) || 'FAILED';
}

/** A new P-256 key (PKCS #8) and a request to certify it for an enrolment id, both PEM. */
export async function newCertificateRequest(
  commonName: string,
): Promise<Readonly<{ request: string; privateKey: string }>> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: [{ CN: [commonName] }],
    keys,
    signingAlgorithm: algorithm,
  });
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return {
    request: request.toString('pem'),
    privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
  };
}

/**
 * Fabric CA's authorization token: certificate and signature, both base64, joined by a dot; the signature covers
 * method, path, body and certificate (fabric-ca v1.5, util.GenECDSAToken).
 */
function tokenOf(credential: Credential, method: string, path: string): (body: string) => Promise<string> {
  const certificate = toBase64(credential.certificate);
  const sign = p256Signer(credential.privateKey);
  return async (body) => {
    const signed = `${method}.${toBase64(path)}.${toBase64(body)}.${certificate}`;
    return `${certificate}.${Buffer.from(await sign(Buffer.from(signed))).toString('base64')}`;
  };
}

function toBase64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString();
}
