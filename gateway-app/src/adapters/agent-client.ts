import { type DisclosureId, type ReleaseAnswer, releaseAnswerSchema } from '@medseal/ledger-model';
import type { KeyAgents } from '../domain/key-agents.js';
import type { Organization, Organizations } from '../domain/organizations.js';
import type { MemberConnections } from './member-connections.js';

/** Milliseconds for an agent's answer: it waits up to 5 s for the disclosure to reach its own peer. */
const answerTime = 7_000;
const readyTime = 1_000;

/** The key agents of all organizations over mutual TLS. */
export class AgentClient implements KeyAgents {
  readonly #organizations: Organizations;
  readonly #connections: MemberConnections;

  constructor(organizations: Organizations, connections: MemberConnections) {
    this.#organizations = organizations;
    this.#connections = connections;
  }

  release(disclosureId: DisclosureId, signal: AbortSignal): AsyncIterable<ReleaseAnswer> {
    const stop = new AbortController();
    const asked = this.#askAll(disclosureId, AbortSignal.any([signal, stop.signal]));
    // A failure shows when the answers are iterated, and must not end the process when they never are.
    asked.catch(() => undefined);
    return answersOf(asked, stop);
  }

  /** Begins to ask at once: whoever wants the answers may do something else meanwhile. */
  async #askAll(disclosureId: DisclosureId, signal: AbortSignal): Promise<Map<string, Promise<Answer>>> {
    const organizations = await this.#organizations.all();
    return new Map(organizations.map((each) => [each.mspId, this.#ask(each, disclosureId, signal)]));
  }

  async ready(): Promise<Readonly<{ up: number; total: number }>> {
    const organizations = await this.#organizations.all();
    const up = await Promise.all(organizations.map((organization) => this.#isReady(organization)));
    return { up: up.filter(Boolean).length, total: organizations.length };
  }

  /** An agent that refuses, fails or answers something else counts as one that gave nothing; never throws. */
  async #ask(organization: Organization, disclosureId: DisclosureId, signal: AbortSignal): Promise<Answer> {
    const { mspId } = organization;
    try {
      const response = await this.#connections.request(
        organization,
        new URL('/releases', organization.keyAgentUrl),
        {
          method: 'POST',
          body: JSON.stringify({ disclosureId }),
          headersTimeout: answerTime,
          signal,
        },
      );
      if (response.statusCode !== 200) {
        await response.body.dump();
        return { mspId, answer: undefined };
      }
      const answer = releaseAnswerSchema.parse(await response.body.json());
      return {
        mspId,
        answer: answer.mspId === mspId && answer.disclosureId === disclosureId ? answer : undefined,
      };
    } catch {
      return { mspId, answer: undefined };
    }
  }

  async #isReady(organization: Organization): Promise<boolean> {
    try {
      const url = new URL('/readyz', organization.keyAgentUrl);
      const response = await this.#connections.request(organization, url, {
        method: 'GET',
        headersTimeout: readyTime,
      });
      await response.body.dump();
      return response.statusCode === 200;
    } catch {
      return false;
    }
  }
}

/** Yields answers as they come; ending the iteration ends the open questions. */
async function* answersOf(
  asked: Promise<Map<string, Promise<Answer>>>,
  stop: AbortController,
): AsyncGenerator<ReleaseAnswer> {
  try {
    const questions = await asked;
    while (questions.size > 0) {
      const { mspId, answer } = await Promise.race(questions.values());
      questions.delete(mspId);
      if (answer !== undefined) yield answer;
    }
  } finally {
    stop.abort();
  }
}

interface Answer {
  readonly mspId: string;
  readonly answer: ReleaseAnswer | undefined;
}
