import { randomUUID } from 'node:crypto';
import { accept, open, propose, reject } from '../kit/api/care.js';
import { type Document, pdf } from '../kit/files/documents.js';
import { eventually } from '../kit/eventually.js';
import {
  consentBody,
  inSeconds,
  type Person,
  ProblemError,
  type Receipt,
  sha256,
} from '../kit/api/gateway-client.js';

/** The people of a round. */
export interface Cast {
  readonly patient: Person;
  readonly reader: Person;
  /** May contribute to the patient's record; of the hospital whose parts are killed. */
  readonly author: Person;
}

/** One act, about to be done while a program is killed. */
export interface Attempt {
  /** Does it once; an error says that it was not acknowledged. */
  go(): Promise<void>;
  /** Repeats it as a program without an answer would: under the same key, until it is acknowledged. */
  again(): Promise<void>;
  /** Throws unless the act had its effect exactly once. */
  verify(): Promise<void>;
}

/** Prepares what an act needs. */
type Prepare = (cast: Cast) => Promise<Attempt>;

/** Milliseconds for a killed program to come back and an act to be done. */
const patience = 90_000;

/** Acts by name. */
export const attempts: Readonly<Record<string, Prepare>> = {
  upload: prepareUpload,
  grant: prepareGrant,
  revoke: prepareRevoke,
  read: prepareRead,
  accept: prepareAccept,
  reject: prepareReject,
};

const longText = Array.from({ length: 40_000 }, (_, line) => `Line ${line}: haemoglobin 13.1 g/dl`);

function newDocument(): Document {
  return pdf('faults.pdf', [randomUUID(), ...longText]);
}

async function prepareUpload({ patient }: Cast): Promise<Attempt> {
  const document = newDocument();
  const title = `Upload ${randomUUID()}`;
  let uploadId = await patient.announce(document, title);
  let receipt: Receipt | undefined;
  const send = async (): Promise<void> => {
    receipt = await patient.send(uploadId, document.bytes, document.mediaType);
  };
  return {
    go: send,
    again: () =>
      untilAcknowledged('upload', async () => {
        await send().catch(async (error: unknown) => {
          // The gateway says that nothing came of it: then it is announced again.
          if (isProblem(error, 'NOT_FOUND')) uploadId = await patient.announce(document, title);
          throw error;
        });
      }),
    verify: async () => {
      const { items } = await patient.call<{ items: { title?: string }[] }>(
        'GET',
        '/reports?filter=own&limit=200',
      );
      const made = items.filter((item) => item.title === title).length;
      if (made !== 1) throw new Error(`the upload made ${made} reports`);
      await requireSame(patient, receipt?.reportId ?? '', document, 'PATRQT');
    },
  };
}

async function prepareGrant(cast: Cast): Promise<Attempt> {
  const { patient, reader } = cast;
  const document = newDocument();
  const { reportId } = await patient.upload(document, 'To be shared');
  const grant = keyed(patient, '/consents', consentBody(reader, reportId));
  return {
    go: grant,
    again: () => untilAcknowledged('grant', grant),
    verify: async () => {
      const made = await activeConsents(patient, reportId);
      if (made.length !== 1) throw new Error(`the grant made ${made.length} consents`);
      await requireSame(reader, reportId, document);
    },
  };
}

async function prepareRevoke({ patient, reader }: Cast): Promise<Attempt> {
  const { reportId } = await patient.upload(newDocument(), 'Shared for a while');
  const { consentId } = await patient.share(reportId, reader, { until: inSeconds(3600) });
  const revoke = decision(() => patient.call('DELETE', `/consents/${consentId}`));
  return {
    go: revoke,
    again: () => untilAcknowledged('revoke', revoke),
    verify: async () => {
      if ((await activeConsents(patient, reportId)).length > 0)
        throw new Error('the consent is still active');
      const refused = await reader.read(reportId).then(
        () => false,
        (error: unknown) => isProblem(error, 'NO_PERMISSION'),
      );
      if (!refused) throw new Error('the reader still reads');
    },
  };
}

async function prepareRead({ patient, reader }: Cast): Promise<Attempt> {
  const document = newDocument();
  const { reportId } = await patient.upload(document, 'To be read');
  await patient.share(reportId, reader, { until: inSeconds(3600) });
  const key = randomUUID();
  const read = async (): Promise<void> => {
    const { disclosureId } = await post<{ disclosureId: string }>(
      reader,
      '/disclosures',
      { reportId, purpose: 'TREAT' },
      key,
    );
    const { sha256: digest } = await reader.download(disclosureId);
    if (digest !== sha256(document.bytes)) throw new Error('other bytes came');
  };
  return {
    go: read,
    again: () => untilAcknowledged('read', read),
    verify: async () => {
      const path = `/disclosures?view=of-me&report=${reportId}&outcome=permit`;
      const { items } = await patient.call<{ items: unknown[] }>('GET', path);
      if (items.length !== 1) throw new Error(`the reading was recorded ${items.length} times`);
    },
  };
}

function keyed(person: Person, path: string, body: unknown): () => Promise<void> {
  const key = randomUUID();
  return async () => {
    await post(person, path, body, key);
  };
}

async function post<Answer>(person: Person, path: string, body: unknown, key: string): Promise<Answer> {
  const headers = { 'idempotency-key': key };
  return await person.gateway.call<Answer>('POST', path, { token: person.token, body, headers });
}

const untilAcknowledged = async (what: string, act: () => Promise<void>): Promise<void> => {
  await eventually(
    `${what} is acknowledged`,
    async () => {
      await act();
      return true;
    },
    patience,
  );
};

async function activeConsents(patient: Person, reportId: string): Promise<unknown[]> {
  interface Consents {
    readonly items: { scope: { reports?: string[] } }[];
  }
  const { items } = await patient.call<Consents>('GET', '/consents?state=active&limit=200');
  return items.filter(({ scope }) => scope.reports?.includes(reportId));
}

async function prepareAccept({ patient, author }: Cast): Promise<Attempt> {
  const document = newDocument();
  const receipt = await propose({ patient, doctor: author }, document);
  const disclosureId = await open(patient, receipt);
  const act = decision(() => accept(patient, receipt, disclosureId));
  return {
    go: act,
    again: () => untilAcknowledged('accept', act),
    verify: async () => {
      await requireState(patient, receipt.reportId, 'available');
      await requireSame(patient, receipt.reportId, document, 'PATRQT');
    },
  };
}

async function prepareReject({ patient, author }: Cast): Promise<Attempt> {
  const receipt = await propose({ patient, doctor: author }, newDocument());
  const act = decision(() => reject(patient, receipt, 'not mine'));
  return {
    go: act,
    again: () => untilAcknowledged('reject', act),
    verify: async () => {
      const { items } = await author.call<Rows>('GET', '/reports?filter=proposed&limit=200');
      const states = items.filter(({ reportId }) => reportId === receipt.reportId).map(({ state }) => state);
      if (states.join() !== 'rejected')
        throw new Error(`the rejected proposal is ${states.join() || 'gone'}`);
    },
  };
}

interface Rows {
  readonly items: readonly Readonly<{ reportId: string; state: string }>[];
}

async function requireState(patient: Person, reportId: string, state: string): Promise<void> {
  const { items } = await patient.call<Rows>('GET', '/reports?filter=own&limit=200');
  const states = items.filter((item) => item.reportId === reportId).map((item) => item.state);
  if (states.join() !== state) throw new Error(`the report is ${states.join() || 'not there'}, not ${state}`);
}

/** A decision that a program repeats: the second time, it has already been made. */
function decision(decide: () => Promise<unknown>): () => Promise<void> {
  return async () => {
    await decide().catch((error: unknown) => {
      if (!isProblem(error, 'CONFLICT')) throw error;
    });
  };
}

async function requireSame(
  person: Person,
  reportId: string,
  document: Document,
  purpose = 'TREAT',
): Promise<void> {
  const { bytes } = await person.read(reportId, purpose);
  if (!bytes.equals(document.bytes)) throw new Error('the report opens with other bytes');
}

function isProblem(error: unknown, code: string): boolean {
  return error instanceof ProblemError && error.problem.code === code;
}
