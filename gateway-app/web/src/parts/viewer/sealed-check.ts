import { api, dataOf, fetchBytes } from '../../api/client.js';
import { Problem } from '../../api/problem.js';
import type { ReportDetail } from '../../api/types.js';
import { eachChunk, hex, type Progress } from './report-content.js';
import { versionIn } from '../reports/report-facts.js';

/** A version of a report as the ledger records it. */
type LedgerVersion = ReportDetail['versions'][number];

/** What the ledger says about the stored bytes, and what the browser found. */
export interface SealedCheck {
  readonly ledger: LedgerVersion;
  readonly found: string;
  readonly size: number;
}

/**
 * Hashes the sealed bytes once with SHA-256, without keeping any, and compares the digest with the ledger's.
 * @throws {Problem} CANCELLED, NOT_FOUND, and what the gateway answers.
 */
export async function checkSealed(
  {
    disclosureId,
    reportId,
    versionId,
  }: Readonly<{ disclosureId: string; reportId: string; versionId?: string | undefined }>,
  reading: Readonly<{ signal: AbortSignal; onProgress: (progress: Progress) => void }>,
): Promise<SealedCheck> {
  const params = { path: { reportId } };
  const [{ sha256 }, { versions }] = await Promise.all([
    import('@noble/hashes/sha2.js'),
    dataOf(api.GET('/api/v1/reports/{reportId}', { params })),
  ]);
  const ledger = versionIn(versions, versionId);
  if (ledger === undefined) throw new Problem('NOT_FOUND');
  const response = await fetchBytes(`/api/v1/disclosures/${disclosureId}/sealed`, reading.signal);
  const hash = sha256.create();
  let size = 0;
  await eachChunk(response, reading, (chunk) => {
    hash.update(chunk);
    size += chunk.length;
  });
  return { ledger, found: hex(hash.digest()), size };
}
