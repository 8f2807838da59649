import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import {
  type BoundIds,
  digestOfJson,
  encodeId,
  type JsonValue,
  type Pseudonym,
  recordSchemas,
  suite,
} from '@medseal/ledger-model';
import {
  newHalves,
  type SealedEnvelope,
  sealEnvelope,
  sealReport,
  type ShareHolder,
  type WrapRecipient,
} from '@medseal/sealing';
import { actCall } from '../../src/kit/api/acts.js';
import { channel, identityOf, LedgerClient } from '../../src/kit/network/ledger.js';
import type { Network } from '../../src/kit/network/network.js';
import type { OwnKeys } from './own-keys.js';

/** A report that somebody seals with a program of their own. */
export interface OwnProposal {
  readonly ids: BoundIds;
  readonly objectKey: string;
  readonly sealed: Buffer;
  readonly envelope: SealedEnvelope;
}

/** Who gets what of it. */
export interface ProposalTerms {
  readonly patient: Pseudonym;
  readonly wraps: readonly Omit<WrapRecipient, 'keyVersion'>[];
  readonly holders: readonly ShareHolder[];
}

/** All organizations with the keys that shares are sealed to. */
export async function shareHoldersOf(network: Network): Promise<ShareHolder[]> {
  const ledger = await LedgerClient.of(network, 'HospitalA');
  const service = await identityOf(network, 'HospitalA', 'gateway');
  const { organizations } = await network.status();
  try {
    return await Promise.all(
      organizations.map(async ({ mspId }) => {
        const call = { contract: 'OrganizationContract', function: 'ReadOrganization', arguments: [mspId] };
        const answer = (await ledger.evaluate(service, call)).toString();
        const { keys } = recordSchemas.organization.parse(JSON.parse(answer));
        const key = keys.find(({ use, state }) => use === 'ledger' && state === 'active');
        if (key === undefined) throw new Error('no key for shares');
        return { mspId, keyVersion: key.version, publicKey: Buffer.from(key.publicKey, 'base64') };
      }),
    );
  } finally {
    ledger.close();
  }
}

/** Seals a document as a gateway would. */
export async function sealOwn(
  document: Buffer,
  terms: ProposalTerms,
  ids = newIds(terms.patient),
): Promise<OwnProposal> {
  const halves = newHalves();
  const sealing = sealReport({ ids, halves });
  const collected = new PassThrough();
  const [sealed, report] = await Promise.all([
    buffer(collected),
    sealing.result,
    pipeline(Readable.from([document]), sealing.stream, collected),
  ]);
  const envelope = await sealEnvelope({
    ids,
    halves,
    report,
    description: { title: 'Own program', fileName: 'own.pdf', mediaType: 'application/pdf' },
    ledgerHolders: terms.holders,
    wraps: terms.wraps.map((wrap) => ({ ...wrap, keyVersion: 1 })),
  });
  const name = randomBytes(17).toString('hex');
  return { ids, objectKey: `${name.slice(0, 2)}/${name.slice(2)}`, sealed, envelope };
}

function newIds(patient: Pseudonym): BoundIds {
  return {
    suite,
    channel,
    reportId: encodeId('report', randomBytes(16)),
    versionId: encodeId('version', randomBytes(16)),
    patient,
  };
}

/** Records it on the ledger, past every gateway. */
export async function proposeOwn(
  ledger: LedgerClient,
  author: OwnKeys,
  { ids, objectKey, envelope: sealed }: OwnProposal,
  basis?: Readonly<{ assignment: string; consent: string }>,
): Promise<void> {
  const { envelope, shareSets, wraps } = sealed;
  const attachments = { envelope, shares: { sets: shareSets }, wraps: { wraps } };
  const statement = {
    reportId: ids.reportId,
    versionId: ids.versionId,
    patient: ids.patient,
    class: 'laboratory',
    restricted: false,
    relation: 'original',
    ...(basis && { basis: { ...basis } }),
    location: { mspId: author.identity.mspId, objectKey },
    manifest: digestOfJson(envelope.manifest),
  };
  const act = {
    function: 'ProposeReport',
    statement,
    attachments: attachments as unknown as Record<string, JsonValue>,
  } as const;
  await ledger.submit(author.identity, actCall(act, author));
}
