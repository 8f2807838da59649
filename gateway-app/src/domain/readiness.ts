/** State of one part that the gateway depends on. */
export interface PartState {
  readonly ready: boolean;
  /** Numbers worth showing: agents up of total, blocks behind. */
  readonly figures?: Readonly<Record<string, number>>;
}

/** Asks one part whether it works; an exception counts as not ready. */
type Probe = () => Promise<PartState>;

/** Probes by the names of the parts: peer, orderer, agents, store, database, projection. */
export type Readiness = Readonly<Record<string, Probe>>;

/** A part that does not answer in this time is not ready, milliseconds. */
const patience = 2_000;

/** Asks all parts at once. */
export async function askAll(readiness: Readiness): Promise<Readonly<Record<string, PartState>>> {
  const states = Object.entries(readiness).map(async ([part, probe]) => [part, await ask(probe)] as const);
  return Object.fromEntries(await Promise.all(states));
}

async function ask(probe: Probe): Promise<PartState> {
  const { promise: late, resolve } = Promise.withResolvers<PartState>();
  const timer = setTimeout(resolve, patience, { ready: false });
  try {
    return await Promise.race([probe(), late]);
  } catch {
    return { ready: false };
  } finally {
    clearTimeout(timer);
  }
}
