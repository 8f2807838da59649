import { createHash, randomBytes } from 'node:crypto';
import type { Document } from '../files/documents.js';
import { eventually } from '../eventually.js';

/** A problem document (RFC 9457) as the gateways send it. */
export interface Problem {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly requestId: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly disclosureId?: string;
}

/** Raised for every answer that is not a success. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly call: string,
    readonly problem: Problem,
  ) {
    super(`${call}: ${problem.status} ${problem.code} ${problem.detail}`);
  }
}

/** One gateway's REST API, with nothing that a program of a hospital could not do. */
export class GatewayClient {
  constructor(readonly url: string) {}

  /** Calls `/api/v1{path}`; a `Buffer` body is sent as it is, anything else as JSON. */
  async call<Answer>(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const response = await this.fetch(method, path, options);
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }

  /** The raw answer of a successful call. @throws {ProblemError} */
  async fetch(method: string, path: string, { token, body, headers }: CallOptions = {}): Promise<Response> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || body instanceof Buffer ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: body instanceof Buffer ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    if (response.status >= 200 && response.status < 300 && response.status !== 202) return response;
    throw new ProblemError(`${method} ${path}`, (await response.json()) as Problem);
  }

  /** Registers a patient or doctor with invented particulars and signs in. */
  async register(role: 'patient' | 'doctor', fullName: string, emergencyHalf = false): Promise<Person> {
    const userName = `${fullName
      .toLowerCase()
      .replaceAll(/[^a-z]+/g, '.')
      .slice(0, 40)}.${randomBytes(4).toString('hex')}`;
    const password = randomBytes(15).toString('base64url');
    const { personId } = await this.call<{ personId: string }>('POST', '/registrations', {
      body: {
        userName,
        password,
        fullName,
        phone: '+91 80 5550 0100',
        address: '12 Lake Road, Bengaluru',
        email: `${userName}@example.org`,
        role,
        ...(role === 'patient' ? { emergencyHalf } : {}),
        ...(role === 'doctor'
          ? { office: { address: 'Ward 3', designation: 'Consultant', specialty: 'Cardiology' } }
          : {}),
      },
    });
    return new Person(this, { personId, userName, password }, undefined);
  }

  async logIn(user: string, password: string): Promise<Person> {
    const session = await this.call<{ token: string; person: { personId: string } }>('POST', '/sessions', {
      body: { user, password, transport: 'bearer' },
    });
    return new Person(this, { personId: session.person.personId, userName: user, password }, session.token);
  }
}

interface CallOptions {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What an upload may also say. */
export interface UploadTerms {
  readonly class?: string;
  readonly restricted?: boolean;
  /** Person id. */
  readonly patient?: string;
  readonly basis?: Readonly<{ assignment: string; consent: string }>;
  readonly share?: Readonly<{ recipient: string; purpose: string; until: string }>;
}

/** Receipt of an upload. */
export interface Receipt {
  readonly reportId: string;
  readonly versionId: string;
  readonly state: 'accepted' | 'proposed';
  readonly objectKey: string;
  readonly ciphertextSha256: string;
  readonly plaintextSha256: string;
  readonly size: number;
  readonly transactionId: string;
  readonly block: string;
  readonly recordedAt: string;
  readonly share?: Readonly<{ state: string; consentId?: string; requestId?: string; code?: string }>;
}

/** A consent that was granted. */
export interface Granted {
  readonly consentId: string;
  readonly receipt: { readonly transactionId: string; readonly block: string };
}

/** A permitted disclosure. */
export interface Disclosure {
  readonly disclosureId: string;
  readonly basis: { readonly kind: string };
  readonly transactionId: string;
  readonly block: string;
  readonly expiresAt: string;
}

/** A downloaded report. */
export interface Download {
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly headers: Headers;
}

/** A registered person with (once signed in) a session. */
export class Person {
  #token: string | undefined;

  constructor(
    readonly gateway: GatewayClient,
    readonly login: Readonly<{ personId: string; userName: string; password: string }>,
    token: string | undefined,
  ) {
    this.#token = token;
  }

  get personId(): string {
    return this.login.personId;
  }

  get token(): string | undefined {
    return this.#token;
  }

  async logIn(): Promise<this> {
    this.#token = (await this.gateway.logIn(this.login.userName, this.login.password)).token;
    return this;
  }

  async call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    return await this.gateway.call<Answer>(method, path, { token: this.#token, body });
  }

  async fetch(method: string, path: string): Promise<Response> {
    return await this.gateway.fetch(method, path, { token: this.#token });
  }

  /** Announces and sends a document for the person's own record or, with `patient`, for another person's. */
  async upload(document: Document, title: string, more: UploadTerms = {}): Promise<Receipt> {
    const uploadId = await this.announce(document, title, more);
    return await this.send(uploadId, document.bytes, document.mediaType);
  }

  /** Announces a document; `more` changes the announcement. @returns the id of the upload */
  async announce(document: Document, title: string, more: object = {}): Promise<string> {
    const { fileName, mediaType, bytes } = document;
    const announcement = { title, fileName, mediaType, size: bytes.length, class: 'laboratory', ...more };
    return (await this.call<{ uploadId: string }>('POST', '/uploads', announcement)).uploadId;
  }

  async send(uploadId: string, bytes: Buffer, mediaType: string): Promise<Receipt> {
    const headers = { 'content-type': mediaType };
    const path = `/uploads/${uploadId}/content`;
    return await this.gateway.call<Receipt>('PUT', path, { token: this.#token, body: bytes, headers });
  }

  /**
   * Permits a person to read one report. A signed-in grantee of another hospital is waited for: their own
   * gateway learns of the consent with the next block.
   */
  async share(
    reportId: string,
    grantee: Person,
    terms: Readonly<{ until: string; purposes?: readonly string[]; from?: string }>,
  ): Promise<Granted> {
    const granted = await this.call<Granted>('POST', '/consents', consentBody(grantee, reportId, terms));
    if (grantee.token !== undefined) await grantee.#receives(granted.consentId);
    return granted;
  }

  async #receives(consentId: string): Promise<void> {
    await eventually('the grantee’s hospital knows the consent', async () => {
      const { items } = await this.call<{ items: { consentId?: string }[] }>(
        'GET',
        '/reports?filter=received',
      );
      return items.find((item) => item.consentId === consentId);
    });
  }

  async disclose(reportId: string, purpose = 'TREAT', basis?: object): Promise<Disclosure> {
    return await this.call('POST', '/disclosures', {
      reportId,
      purpose,
      ...(basis === undefined ? {} : { basis }),
    });
  }

  async download(disclosureId: string): Promise<Download> {
    const response = await this.fetch('GET', `/disclosures/${disclosureId}/content`);
    const bytes = Buffer.from(await response.arrayBuffer());
    return { bytes, sha256: sha256(bytes), headers: response.headers };
  }

  /** Discloses and downloads. */
  async read(reportId: string, purpose = 'TREAT'): Promise<Download & { readonly disclosure: Disclosure }> {
    const disclosure = await this.disclose(reportId, purpose);
    return { disclosure, ...(await this.download(disclosure.disclosureId)) };
  }
}

/** A consent to read one report for an hour, as the API takes it; `more` changes it. */
export function consentBody(grantee: Readonly<{ personId: string }>, reportId: string, more: object = {}) {
  return {
    grantee: { person: grantee.personId },
    permission: 'read',
    purposes: ['TREAT'],
    scope: { reports: [reportId] },
    until: inSeconds(3600),
    ...more,
  };
}

/** SHA-256 as the API writes it. */
export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** A time so many seconds from now, as the API takes it. */
export function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

/** The problem that a call ends with; throws when it succeeds. */
export async function problemOf(call: Promise<unknown>): Promise<Problem> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('the call succeeded, a problem was expected');
}
