/** Milliseconds after a recorded reading during which key agents release its key and its bytes may leave. */
export const disclosureWindow = 600_000;

/** Milliseconds from its signed time until an act must be in a block; after that it is late (docs/decisions/0154). */
export const orderingWindow = 120_000;

/** Milliseconds by which a signed time may be off: peers endorse nothing beyond that (Fabric's TimeWindowCheck). */
export const signedTimeWindow = 120_000;
