/** An announced upload that waits for its content. Title and file name lie sealed under the session's key. */
export interface PendingUpload {
  readonly uploadId: string;
  readonly sessionId: string;
  readonly size: number;
  readonly class: string;
  readonly restricted: boolean;
  readonly sealedDescription: Uint8Array;
  /** RFC 3339 */
  readonly expiresAt: string;
  /** Did its content come once, and could not be taken? */
  readonly isGivenBack: boolean;
}

/** Where announced uploads wait. */
export interface UploadStore {
  add(upload: PendingUpload): Promise<void>;
  /** Takes the upload out, so that one content is received once; undefined when it is not the session's or has expired. */
  take(uploadId: string, sessionId: string, now: string): Promise<PendingUpload | undefined>;
  /** Looks without taking. */
  find(uploadId: string, sessionId: string, now: string): Promise<PendingUpload | undefined>;
  /** How many a person has announced, in all sessions together, and may still send. */
  count(personId: string, now: string): Promise<number>;
  /** Forgets the one of a person's uploads that was given back and ends first; false when there is none. */
  forgetGivenBack(personId: string, now: string): Promise<boolean>;
  /** Forgets what expired, and what waits for a session that has ended. */
  sweep(now: string): Promise<void>;
}

/** Milliseconds that an announcement waits for its content. */
const lifetime = 30 * 60_000;

/** Until when an announcement of that moment waits, RFC 3339. */
export function announcedUntil(milliseconds: number): string {
  return new Date(milliseconds + lifetime).toISOString();
}
