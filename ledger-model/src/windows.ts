/** Milliseconds after a recorded reading for which key agents release its key and its bytes leave. */
export const disclosureWindow = 600_000;

/** Milliseconds after its signed time for which an act may be on its way into a block; later it is late (docs/decisions/0154). */
export const orderingWindow = 120_000;

/** Milliseconds that a signed time may be off: peers endorse nothing beyond (Fabric's TimeWindowCheck). */
export const signedTimeWindow = 120_000;
