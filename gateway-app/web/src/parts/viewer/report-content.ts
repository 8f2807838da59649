import { bytesMoved } from '../../api/bytes.js';
import { fetchBytes } from '../../api/client.js';
import { asProblem, Problem } from '../../api/problem.js';

/** Bytes received so far, and in total. */
export interface Progress {
  readonly received: number;
  readonly total: number | undefined;
}

/** An opened report: whole in memory and checked, or too large for that. */
export type Content =
  | Readonly<{
      kind: 'whole';
      bytes: Uint8Array<ArrayBuffer>;
      mediaType: string;
      fileName: string;
      sha256: string;
    }>
  | Readonly<{ kind: 'large'; size: number; fileName: string }>;

/** Above this a report is not held in memory; the browser saves it as it arrives. */
const memoryLimit = 64 * 1024 * 1024;

interface Reading {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Where the content of a disclosure is; for ten minutes, and only while what permitted it holds. */
export function contentPath(disclosureId: string): string {
  return `/api/v1/disclosures/${disclosureId}/content`;
}

/**
 * Reads a disclosure's content into memory only and checks it against the digest that was sealed with the report.
 * @throws {Problem} INTEGRITY when the digest differs; CANCELLED, and what the gateway answers.
 */
export async function readContent(disclosureId: string, reading: Reading): Promise<Content> {
  const response = await fetchBytes(contentPath(disclosureId), reading.signal);
  const fileName = nameIn(response.headers.get('content-disposition')) ?? disclosureId;
  const size = sizeOf(response);
  if (size !== undefined && size > memoryLimit) {
    await response.body?.cancel();
    return { kind: 'large', size, fileName };
  }
  const bytes = await readAll(response, reading);
  const sha256 = hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  if (sha256 !== sealedDigest(response.headers.get('repr-digest'))) throw new Problem('INTEGRITY');
  const mediaType = response.headers.get('content-type') ?? 'application/octet-stream';
  return { kind: 'whole', bytes, mediaType, fileName, sha256 };
}

/** Passes a body's chunks on as they arrive. @throws {Problem} CANCELLED; UNREACHABLE when the bytes stop coming. */
export async function eachChunk(
  response: Response,
  { signal, onProgress }: Reading,
  take: (chunk: Uint8Array<ArrayBuffer>) => void,
): Promise<void> {
  if (response.body === null) throw new Problem('INTERNAL');
  const total = sizeOf(response);
  let received = 0;
  try {
    for await (const chunk of response.body) {
      bytesMoved();
      take(chunk);
      received += chunk.length;
      onProgress({ received, total });
    }
  } catch (error) {
    throw signal.aborted ? new Problem('CANCELLED', {}, { cause: error }) : asProblem(error);
  }
}

/** A digest as the API writes it: `sha256:<hex>`. */
export function hex(digest: Uint8Array): string {
  return `sha256:${[...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

async function readAll(response: Response, reading: Reading): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  await eachChunk(response, reading, (chunk) => chunks.push(chunk));
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function sizeOf(response: Response): number | undefined {
  const length = response.headers.get('content-length');
  return length === null ? undefined : Number(length);
}

/** `sha-256=:<base64>:` (RFC 9530) as the API writes digests. */
function sealedDigest(header: string | null): string | undefined {
  const base64 = /sha-256=:([A-Za-z0-9+/=]+):/.exec(header ?? '')?.[1];
  return base64 === undefined
    ? undefined
    : hex(Uint8Array.from(atob(base64), (sign) => sign.codePointAt(0) ?? 0));
}

/** The file name in RFC 8187 form, as the gateway sends it. */
function nameIn(disposition: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  return encoded === undefined ? undefined : decodeURIComponent(encoded);
}
