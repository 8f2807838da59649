import { z } from 'zod';
import { type DemoLogin, signIn } from '../demo-people.js';
import { callGateway, type GatewayCall } from '../rest.js';

/** A demo person at the gateway of their hospital; signs in when there is something to do. */
export class Visitor {
  readonly #login: DemoLogin;
  #token: Promise<string> | undefined;

  constructor(login: DemoLogin) {
    this.#login = login;
  }

  get personId(): string {
    return this.#login.personId;
  }

  /** A call in the person's name. Throws {@link RefusedCall}. */
  async call<Answer extends z.ZodType>(call: Omit<GatewayCall<Answer>, 'token'>): Promise<z.output<Answer>> {
    this.#token ??= this.#signIn();
    return await callGateway<Answer>(this.#login.gateway, { ...call, token: await this.#token });
  }

  /** Ends the session, if there is one. */
  async leave(): Promise<void> {
    if (this.#token === undefined) return;
    await this.call({ method: 'DELETE', path: '/sessions/current', answer: z.unknown() });
    this.#token = undefined;
  }

  async #signIn(): Promise<string> {
    return (await signIn(this.#login)).token;
  }
}
