import { type Chromium, startChromium } from './chromium.js';
import type { Person } from '../api/gateway-client.js';
import { asLogin } from '../api/people.js';
import { Visitor } from './visitor.js';

/**
 * A tab with this script hears nothing from other tabs and tells them nothing, like one that the browser has
 * put to sleep.
 */
const deaf = `BroadcastChannel.prototype.postMessage = () => {};
  Object.defineProperty(BroadcastChannel.prototype, 'onmessage', { set: () => {} });`;

/** One browser that several people use in turn: all its tabs share the cookies. */
export class SharedBrowser {
  readonly #tabs: Visitor[] = [];

  private constructor(
    readonly browser: Chromium,
    private readonly gateway: string,
  ) {}

  static async at({ gateway }: Person): Promise<SharedBrowser> {
    return new SharedBrowser(await startChromium(), gateway.url);
  }

  async tab(): Promise<Visitor> {
    const visitor = await Visitor.inTab(this.browser.context, this.gateway);
    this.#tabs.push(visitor);
    return visitor;
  }

  /** A tab that hears nothing of what happens in others. */
  async deafTab(): Promise<Visitor> {
    const visitor = await this.tab();
    await visitor.page.addInitScript(deaf);
    return visitor;
  }

  /**
   * Signs a person in by the API, no matter who was there before, and tells no tab: as two log-ins at the same
   * moment would end.
   */
  async signInBehind(person: Person): Promise<void> {
    await this.browser.context.clearCookies();
    const data = { ...asLogin(person), transport: 'cookie' };
    const answer = await this.browser.context.request.post(`${this.gateway}/api/v1/sessions`, { data });
    if (!answer.ok()) throw new Error(`could not log in: ${await answer.text()}`);
  }

  /** Person id of whoever is signed in, by the cookie that the browser holds. */
  async signedIn(): Promise<string | undefined> {
    const answer = await this.browser.context.request.get(`${this.gateway}/api/v1/sessions/current`);
    if (answer.status() === 401) return undefined;
    if (!answer.ok()) throw new Error(`no answer about the session: ${await answer.text()}`);
    return ((await answer.json()) as { person: { personId: string } }).person.personId;
  }

  /** Closes all tabs and forgets all sessions. @returns what went wrong in any tab, in words. */
  async clear(): Promise<readonly string[]> {
    const tabs = this.#tabs.splice(0);
    const faults = tabs.flatMap(({ tab }) => tab.faults);
    for (const each of tabs) await each.close();
    await this.browser.context.clearCookies();
    return faults;
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}
