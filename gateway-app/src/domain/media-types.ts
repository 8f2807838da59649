/** What a report's file may be. */
export const mediaTypes = ['application/pdf', 'image/png', 'image/jpeg'] as const;
export type MediaType = (typeof mediaTypes)[number];

/** Says what bytes are, from their beginning. */
export interface TypeDetector {
  /** Bytes that it wants to see at most. */
  readonly sampleSize: number;
  /** The media type, `undefined` when it knows none. */
  detect(sample: Uint8Array): Promise<string | undefined>;
}
