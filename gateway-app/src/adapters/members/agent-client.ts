import { once } from 'node:events';
import { type DisclosureId, releaseAnswerSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import type { ClockOffsets, Clocks } from '../../domain/shared/clock.js';
import type { AgentAnswer, KeyAgents } from '../../domain/reports/key-agents.js';
import type { Organization, Organizations } from '../../domain/ledger/organizations.js';
import type { MemberConnections } from './member-connections.js';

/** Milliseconds for an agent's answer, to its last byte: it waits up to 5 s for the disclosure to reach its peer. */
const answerTime = 7_000;
/** Milliseconds for an agent to say that it is ready or what time it is. The agent gives its peer one second for that. */
const readyTime = 1_800;
/** Milliseconds for which late answers are still read: one may report a share that does not open. */
const lateTime = 1_000;
/** The most bytes of an answer: a sealed share and a sealed half have about 4 KiB. */
const answerSize = 16_384;

/** What an agent answers when the share or wrap from its peer does not open, or is not the committed one. */
const cannotOpen = { status: 502, problem: z.object({ code: z.literal('CANNOT_OPEN') }) } as const;

/** The key agents of all organizations over mutual TLS. */
export class AgentClient implements KeyAgents, Clocks {
  readonly #organizations: Organizations;
  readonly #connections: MemberConnections;
  readonly #onLate: (answer: AgentAnswer) => void;

  /** @param onLate receives answers that come when they are no longer needed; must not throw */
  constructor({
    organizations,
    connections,
    onLate,
  }: Readonly<{
    organizations: Organizations;
    connections: MemberConnections;
    onLate: (answer: AgentAnswer) => void;
  }>) {
    this.#organizations = organizations;
    this.#connections = connections;
    this.#onLate = onLate;
  }

  release(disclosureId: DisclosureId, signal: AbortSignal): AsyncIterable<AgentAnswer> {
    const stop = new AbortController();
    const stopSoon = () =>
      setTimeout(() => {
        stop.abort();
      }, lateTime).unref();
    if (signal.aborted) stop.abort();
    else signal.addEventListener('abort', stopSoon, { once: true });
    const asked = this.#askAll(disclosureId, stop.signal);
    // A failure shows when the answers are iterated, and must not end the process if they never are.
    asked.catch(() => undefined);
    return answersOf(asked, signal, (open) => {
      stopSoon();
      for (const question of open) void this.#hearLate(question);
    });
  }

  async #hearLate(question: Promise<Answer>): Promise<void> {
    const { answer } = await question;
    if (answer !== undefined) this.#onLate(answer);
  }

  /** Begins to ask at once: the caller may do something else before it reads the answers. */
  async #askAll(disclosureId: DisclosureId, signal: AbortSignal): Promise<Map<string, Promise<Answer>>> {
    const organizations = await this.#organizations.all();
    return new Map(organizations.map((each) => [each.mspId, this.#ask(each, disclosureId, signal)]));
  }

  async ready(signal: AbortSignal): Promise<Readonly<{ up: number; total: number }>> {
    const organizations = await this.#organizations.all();
    const up = await Promise.all(organizations.map((organization) => this.#isReady(organization, signal)));
    return { up: up.filter(Boolean).length, total: organizations.length };
  }

  async offsets(own: string): Promise<ClockOffsets> {
    const all = await this.#organizations.all();
    const found = await Promise.all(
      all.map(async (each) => ({ isOwn: each.mspId === own, offset: await this.#offset(each) })),
    );
    const others = found.filter(({ isOwn }) => !isOwn).map(({ offset }) => offset);
    return {
      others: others.filter((offset) => offset !== undefined),
      own: found.find(({ isOwn }) => isOwn)?.offset,
    };
  }

  /** An agent that refuses, fails or answers something else counts as silent; never throws. */
  async #ask(organization: Organization, disclosureId: DisclosureId, signal: AbortSignal): Promise<Answer> {
    const { mspId } = organization;
    try {
      const url = new URL('/releases', organization.keyAgentUrl);
      const { status, body } = await this.#connections.ask(organization, url, {
        method: 'POST',
        body: JSON.stringify({ disclosureId }),
        atMost: answerSize,
        within: answerTime,
        signal,
      });
      return { mspId, answer: read({ mspId, disclosureId }, status, JSON.parse(body.toString())) };
    } catch {
      return { mspId, answer: undefined };
    }
  }

  async #isReady(organization: Organization, signal: AbortSignal): Promise<boolean> {
    try {
      return (await this.#look(organization, '/readyz', signal)).status === 200;
    } catch {
      return false;
    }
  }

  /** Undefined if the answer has no time. A header has whole seconds, so half a second is added. */
  async #offset(organization: Organization): Promise<number | undefined> {
    try {
      const asked = Date.now();
      const { date = '' } = await this.#look(organization, '/livez');
      const offset = ((asked + Date.now()) / 2 - Date.parse(date) - 500) / 1000;
      return Number.isNaN(offset) ? undefined : offset;
    } catch {
      return undefined;
    }
  }

  async #look(organization: Organization, path: string, signal?: AbortSignal) {
    const url = new URL(path, organization.keyAgentUrl);
    return await this.#connections.ask(organization, url, {
      method: 'GET',
      atMost: answerSize,
      within: readyTime,
      ...(signal && { signal }),
    });
  }
}

/** Reads an answer. @throws when it has another form. */
function read(
  { mspId, disclosureId }: Readonly<{ mspId: string; disclosureId: DisclosureId }>,
  status: number,
  body: unknown,
): AgentAnswer | undefined {
  if (status === cannotOpen.status) {
    cannotOpen.problem.parse(body);
    return { mspId, kind: 'cannot-open' };
  }
  if (status !== 200) return undefined;
  const release = releaseAnswerSchema.parse(body);
  const isAsked = release.mspId === mspId && release.disclosureId === disclosureId;
  return isAsked ? { mspId, kind: 'released', release } : undefined;
}

/** Yields answers as they come, until the signal aborts; `leave` gets the questions that are still open. */
async function* answersOf(
  asked: Promise<Map<string, Promise<Answer>>>,
  signal: AbortSignal,
  leave: (open: Iterable<Promise<Answer>>) => void,
): AsyncGenerator<AgentAnswer> {
  const questions = await asked;
  const aborted = abortOf(signal);
  try {
    while (questions.size > 0) {
      const first = await Promise.race([...questions.values(), aborted]);
      if (first === undefined) return;
      questions.delete(first.mspId);
      if (first.answer !== undefined) yield first.answer;
    }
  } finally {
    leave(questions.values());
  }
}

async function abortOf(signal: AbortSignal): Promise<undefined> {
  if (!signal.aborted) await once(signal, 'abort');
  return undefined;
}

interface Answer {
  readonly mspId: string;
  readonly answer: AgentAnswer | undefined;
}
