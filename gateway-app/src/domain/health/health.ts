/** The state of a part: with `warn` it still works, with `fail` it does not. */
export const checkStates = ['ok', 'warn', 'fail'] as const;
type CheckState = (typeof checkStates)[number];

/** Numbers worth showing: agents up of total, blocks behind. */
export type Figures = Readonly<Record<string, number>>;

/** What a look at a part found, for its operator; nothing about people. */
export interface Finding {
  readonly state: CheckState;
  /** One sentence. */
  readonly detail: string;
  /** What to do; empty when all is well. */
  readonly remedy: string;
  readonly figures?: Figures;
}

/** One line of the list that `/readyz`, `network status` and the pages show. */
export interface Check extends Finding {
  readonly name: string;
}

/** Looks at one part; an exception is a failure. The signal aborts when no one waits for the result any more. */
export type Look = (signal: AbortSignal) => Promise<Finding>;

/** Milliseconds after which a part that has not answered fails. */
const patience = 2_000;

/** Looks at all parts at once. */
export async function lookAtAll(looks: Readonly<Record<string, Look>>): Promise<readonly Check[]> {
  return await Promise.all(
    Object.entries(looks).map(async ([name, look]) => ({ name, ...(await lookAt(name, look)) })),
  );
}

async function lookAt(name: string, look: Look): Promise<Finding> {
  const silent = failing(
    `The check of “${name}” got no answer.`,
    'Check that this part is running, and read its log.',
  );
  const { promise: late, resolve } = Promise.withResolvers<Finding>();
  const stop = new AbortController();
  const timer = setTimeout(() => {
    resolve(silent);
    stop.abort();
  }, patience);
  try {
    return await Promise.race([look(stop.signal), late]);
  } catch {
    return silent;
  } finally {
    clearTimeout(timer);
  }
}

/** All is well. */
export function fine(detail: string, figures?: Figures): Finding {
  return { state: 'ok', detail, remedy: '', ...(figures && { figures }) };
}

/** It works, but an operator must look into it. */
export function warning(detail: string, remedy: string, figures?: Figures): Finding {
  return { state: 'warn', detail, remedy, ...(figures && { figures }) };
}

/** It does not work. */
export function failing(detail: string, remedy: string, figures?: Figures): Finding {
  return { state: 'fail', detail, remedy, ...(figures && { figures }) };
}

/** A number with its noun: `1 block`, `2 blocks`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
