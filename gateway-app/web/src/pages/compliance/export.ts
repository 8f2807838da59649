import { api } from '../../api/client.js';
import { asProblem, Problem } from '../../api/problem.js';
import type { EventFilter } from '../../api/types.js';
import type { Recorded } from './use-answer.js';

/** Formats of an export. */
export type ExportFormat = 'csv' | 'ndjson';

/** An export that arrived completely. */
export interface Exported {
  readonly fileName: string;
  readonly content: Blob;
  /** Where the question is on the ledger. */
  readonly recorded: Recorded;
}

interface Reading {
  readonly signal: AbortSignal;
  /** Bytes received so far; the total is not known in advance. */
  readonly onProgress: (received: number) => void;
}

/**
 * Asks for all events that match and reads the answer to the end: half an export is useless.
 * @throws {Problem} what the gateway answers; CANCELLED; UNREACHABLE when the bytes stop coming.
 */
export async function exportEvents(
  format: ExportFormat,
  filter: EventFilter,
  { signal, onProgress }: Reading,
): Promise<Exported> {
  try {
    const body = { format, ...filter };
    const { response } = await api.POST('/api/v1/audit/exports', { body, parseAs: 'stream', signal });
    const recorded = recordedIn(response.headers);
    const content = await readWhole(response, onProgress);
    return { fileName: `${recorded.auditQueryId}.${format}`, content, recorded };
  } catch (error) {
    throw signal.aborted ? new Problem('CANCELLED', {}, { cause: error }) : asProblem(error);
  }
}

async function readWhole(response: Response, onProgress: Reading['onProgress']): Promise<Blob> {
  if (response.body === null) throw new Problem('INTERNAL');
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    received += chunk.length;
    onProgress(received);
  }
  return new Blob(chunks, { type: response.headers.get('content-type') ?? 'application/octet-stream' });
}

function recordedIn(headers: Headers): Recorded {
  const header = (name: string): string => headers.get(`medseal-${name}`) ?? '';
  return {
    auditQueryId: header('audit-query'),
    transactionId: header('transaction'),
    block: header('block'),
    asOfBlock: header('as-of-block'),
  };
}

/** Hands a file to the browser to save. */
export function saveFile(content: Blob, fileName: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has taken the file by then.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}
