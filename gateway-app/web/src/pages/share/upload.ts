import { api, dataOf } from '../../api/client.js';
import { asProblem, Problem, problemFrom } from '../../api/problem.js';
import type { Announcement, Receipt } from '../../api/types.js';
import type { Progress } from '../../parts/report-content.js';

interface Sending {
  readonly announcement: Announcement;
  readonly file: File;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Recognises one upload over all tries; see {@link useOnce}. */
interface Key {
  readonly keyFor: (body: unknown) => string;
  readonly done: () => void;
}

/** Tries while the gateway still finishes or undoes an earlier try. */
const patience = 6;

/**
 * Announces an upload and sends its content. Sent again after a lost answer, the gateway finds the upload by its key and gives
 * the receipt of what is recorded already; only when nothing came of the earlier try a new upload begins.
 * @throws {Problem} CANCELLED, UNREACHABLE, and what the gateway answers.
 */
export async function upload(sending: Sending, key: Key): Promise<Receipt> {
  for (let tries = 1; ; tries++) {
    try {
      return await once(sending, key.keyFor(sending.announcement));
    } catch (error) {
      const problem = asProblem(error);
      if (tries > patience || !(await mayTryAgain(problem, key))) throw problem;
    }
  }
}

async function once({ announcement, ...sending }: Sending, key: string): Promise<Receipt> {
  const params = { header: { 'Idempotency-Key': key } };
  const { signal } = sending;
  const { uploadId } = await dataOf(api.POST('/api/v1/uploads', { params, body: announcement, signal }));
  return await sendContent(uploadId, sending);
}

async function mayTryAgain({ code, retryAfter }: Problem, key: Key): Promise<boolean> {
  // Nothing came of the upload that this key names: it ended, was undone, or belonged to a session that is over.
  if (code === 'NOT_FOUND') {
    key.done();
    return true;
  }
  if (code !== 'CONFLICT' || retryAfter === undefined) return false;
  await new Promise((resolve) => setTimeout(resolve, retryAfter * 1000));
  return true;
}

/** Sends by XMLHttpRequest: `fetch` tells nothing of what has left. */
function sendContent(
  uploadId: string,
  { file, signal, onProgress }: Omit<Sending, 'announcement'>,
): Promise<Receipt> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = (): void => {
      request.abort();
    };
    const end = (settle: () => void) => () => {
      signal.removeEventListener('abort', stop);
      settle();
    };
    request.upload.onprogress = ({ loaded, total }) => {
      onProgress({ received: loaded, total });
    };
    request.onload = end(() => {
      const { status, responseText } = request;
      if (status === 201) resolve(JSON.parse(responseText) as Receipt);
      else reject(problemFrom(status, responseText, request.getResponseHeader('retry-after')));
    });
    request.onerror = end(() => {
      reject(new Problem('UNREACHABLE'));
    });
    request.onabort = end(() => {
      reject(new Problem('CANCELLED'));
    });
    if (signal.aborted) {
      reject(new Problem('CANCELLED'));
      return;
    }
    signal.addEventListener('abort', stop);
    request.open('PUT', `/api/v1/uploads/${uploadId}/content`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.send(file);
  });
}
