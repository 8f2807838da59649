/** The present time; tests hand in their own. */
export type Clock = () => Date;

/** A time as it is written everywhere: RFC 3339, UTC, milliseconds. */
export function timeText(time: Date | number): string {
  return new Date(time).toISOString();
}
