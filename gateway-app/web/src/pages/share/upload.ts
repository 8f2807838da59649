import { api, dataOf } from '../../api/client.js';
import { untilSettled, waitForEarlierTry } from '../../api/earlier-try.js';
import { Problem } from '../../api/problem.js';
import { isAsChosen, sendFile } from '../../api/send-file.js';
import type { Announcement, Receipt } from '../../api/types.js';
import type { Progress } from '../../parts/viewer/report-content.js';

interface Sending {
  readonly announcement: Announcement;
  readonly file: File;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Identifies one upload across all tries; see {@link useOnce}. */
interface Key {
  readonly keyFor: (body: unknown) => string;
  readonly done: () => void;
}

/**
 * Announces an upload and sends its content. When it is sent again after a lost answer, the gateway finds the upload by
 * its key and returns the receipt of what is already recorded. A new upload starts only if the earlier try recorded
 * nothing.
 * @throws {Problem} CANCELLED, UNREACHABLE, FILE_CHANGED, and what the gateway answers.
 */
export async function upload(sending: Sending, key: Key): Promise<Receipt> {
  return await untilSettled(
    () => once(sending, key.keyFor(sending.announcement)),
    (problem) => mayTryAgain(problem, key),
  );
}

async function once({ announcement, ...sending }: Sending, key: string): Promise<Receipt> {
  const params = { header: { 'Idempotency-Key': key } };
  const { signal, file } = sending;
  if (!(await isAsChosen(file))) throw new Problem('FILE_CHANGED');
  const { uploadId } = await dataOf(api.POST('/api/v1/uploads', { params, body: announcement, signal }));
  return await sendContent(uploadId, sending);
}

async function mayTryAgain(problem: Problem, key: Key): Promise<boolean> {
  if (problem.code !== 'NOT_FOUND') return await waitForEarlierTry(problem);
  // The upload of this key recorded nothing: it ended, was undone, or belonged to a session that is over.
  key.done();
  return true;
}

async function sendContent(
  uploadId: string,
  { file, signal, onProgress }: Omit<Sending, 'announcement'>,
): Promise<Receipt> {
  const answer = await sendFile({
    path: `/api/v1/uploads/${uploadId}/content`,
    file,
    signal,
    onProgress: (received, total) => {
      onProgress({ received, total });
    },
  });
  return JSON.parse(answer) as Receipt;
}
