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
}

/** Where announced uploads wait. */
export interface UploadStore {
  add(upload: PendingUpload): Promise<void>;
  /** Takes the upload out, so that one content is received once; undefined when it is not the session's or has expired. */
  take(uploadId: string, sessionId: string, now: string): Promise<PendingUpload | undefined>;
  /** Looks without taking. */
  find(uploadId: string, sessionId: string, now: string): Promise<PendingUpload | undefined>;
  /** How many a session has announced and not yet sent. */
  count(sessionId: string): Promise<number>;
  /** Forgets what expired. */
  sweep(now: string): Promise<void>;
}
