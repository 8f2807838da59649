/** An announced upload that waits for its content. Title and file name are sealed under the session's key. */
export interface PendingUpload {
  readonly uploadId: string;
  readonly sessionId: string;
  readonly size: number;
  readonly class: string;
  readonly restricted: boolean;
  readonly sealedDescription: Uint8Array;
  /** RFC 3339 */
  readonly expiresAt: string;
  /** True if its content came once but could not be taken. */
  readonly isGivenBack: boolean;
}

/** Where announced uploads wait. */
export interface UploadStore {
  add(upload: PendingUpload): Promise<void>;
  /**
   * Takes the upload out, so that one content is received once; undefined when it is not the session's or has
   * expired.
   */
  take(uploadId: string, sessionId: string, now: string): Promise<PendingUpload | undefined>;
  /** Reads the upload without taking it out. */
  find(uploadId: string, sessionId: string, now: string): Promise<PendingUpload | undefined>;
  /** The number of uploads that a person has announced, in all sessions, and may still send. */
  count(personId: string, now: string): Promise<number>;
  /** Deletes the person's returned upload that expires first; false when there is none. */
  forgetGivenBack(personId: string, now: string): Promise<boolean>;
  /** Deletes expired uploads and those of ended sessions. */
  sweep(now: string): Promise<void>;
}

/** Milliseconds that an announcement waits for its content. */
const lifetime = 30 * 60_000;

/** When an announcement made at that moment expires, RFC 3339. */
export function announcedUntil(milliseconds: number): string {
  return new Date(milliseconds + lifetime).toISOString();
}
