import type { BrowserContext, Page } from 'playwright-core';
import { eventually } from '../eventually.js';
import { fillInLogin, type PageLogin } from './page-logins.js';
import { openWatched, type WatchedPage } from './watched-page.js';

/** A person at a browser that shows one hospital's pages, doing what people do: looking, typing, clicking. */
export class Visitor {
  private constructor(
    readonly gateway: string,
    readonly tab: WatchedPage,
  ) {}

  /** In a further tab of a browser that is open. */
  static async inTab(context: BrowserContext, gateway: string): Promise<Visitor> {
    return new Visitor(gateway, await openWatched(context, gateway));
  }

  get page(): Page {
    return this.tab.page;
  }

  /** Opens an address of the pages and waits until its heading is there. */
  async open(path: string): Promise<void> {
    await this.page.goto(`${this.gateway}${path}`);
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  /**
   * Resolves when nothing that can be seen is still being read, for three checks in a row: a list may begin a
   * moment later.
   */
  async settled(): Promise<void> {
    const busy = this.page.locator('[aria-busy="true"]:visible');
    let quiet = 0;
    await eventually('nothing is being read', async () => {
      quiet = (await busy.count()) === 0 ? quiet + 1 : 0;
      return quiet === 3 ? true : undefined;
    });
  }

  async logIn(login: PageLogin): Promise<void> {
    await this.open('/login');
    await fillInLogin(this.page, login);
    await this.page.waitForURL((url) => url.pathname !== '/login');
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  /** Goes to a page by the menu, as the reader of the menu sees it. */
  async follow(name: string): Promise<void> {
    await this.page
      .getByRole('navigation')
      .getByRole('link', { name: new RegExp(`^${name}`) })
      .click();
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
  }

  /** Enters the password when the page asks for it again. */
  async stepUp(password: string): Promise<void> {
    const dialog = this.page.getByRole('dialog', { name: 'Your password, please' });
    await dialog.getByLabel('Password').first().fill(password);
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}
