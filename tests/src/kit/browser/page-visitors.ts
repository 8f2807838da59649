import type { BrowserContext } from 'playwright-core';
import { type BrowserSettings, type Chromium, startChromium } from './chromium.js';
import type { Person } from '../api/gateway-client.js';
import type { Network } from '../network/network.js';
import { asLogin } from '../api/people.js';
import { loginOf, type PageLogin } from './page-logins.js';
import { Visitor } from './visitor.js';

/** Several people at one browser, each as if on a device of their own. */
export class Visitors {
  readonly #tabs: Visitor[] = [];
  readonly #devices: BrowserContext[] = [];

  private constructor(
    private readonly network: Network,
    private readonly browser: Chromium,
  ) {}

  static async gather(network: Network, settings: BrowserSettings = {}): Promise<Visitors> {
    return new Visitors(network, await startChromium(settings));
  }

  /** Someone who is not logged in. */
  async stranger(organization: string, path = '/login'): Promise<Visitor> {
    const { gateway } = await this.network.organization(organization);
    const visitor = await this.#arrive(gateway);
    await visitor.open(path);
    return visitor;
  }

  /** A person of the tests who has logged in and looks at a page. */
  async person(person: Person, path: string): Promise<Visitor> {
    return await this.#logIn(person.gateway.url, asLogin(person), path);
  }

  /** One of the people whom `npm start` makes: the first of a role, or the named one. */
  async demo(organization: string, roleOrUser: string, path: string): Promise<Visitor> {
    const { gateway } = await this.network.organization(organization);
    return await this.#logIn(gateway, loginOf(this.network, organization, roleOrUser), path);
  }

  /** Everybody leaves. @returns what went wrong in any tab, in words. */
  async leave(): Promise<readonly string[]> {
    const faults = this.#tabs.flatMap(({ tab }) => tab.faults);
    for (const device of this.#devices.splice(0)) await device.close();
    this.#tabs.length = 0;
    return faults;
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  async #arrive(gateway: string): Promise<Visitor> {
    const context = await this.browser.apart();
    this.#devices.push(context);
    const visitor = await Visitor.inTab(context, gateway);
    this.#tabs.push(visitor);
    return visitor;
  }

  /** By the API: that the page of the login works is tested elsewhere. */
  async #logIn(gateway: string, { user, password }: PageLogin, path: string): Promise<Visitor> {
    const visitor = await this.#arrive(gateway);
    const data = { user, password, transport: 'cookie' };
    const answer = await visitor.page.context().request.post(`${gateway}/api/v1/sessions`, { data });
    if (!answer.ok()) throw new Error(`${user} could not log in: ${await answer.text()}`);
    await visitor.open(path);
    return visitor;
  }
}
