import type { Page } from 'playwright-core';
import type { Network } from '../network/network.js';

/** Who logs in on a page. */
export interface PageLogin {
  readonly user: string;
  readonly password: string;
}

/** User name and password of one of the people whom `npm start` makes: the first of a role, or the named one. */
export function loginOf(network: Network, organization: string, roleOrUser: string): PageLogin {
  const login = network
    .logins()
    .find(
      (each) => each.organization === organization && (each.role === roleOrUser || each.user === roleOrUser),
    );
  if (login === undefined) throw new Error(`npm start made no ${roleOrUser} at ${organization}`);
  return login;
}

/** Fills in the form of the log-in, and sends it. */
export async function fillInLogin(page: Page, { user, password }: PageLogin): Promise<void> {
  await page.locator('#user').fill(user);
  await page.locator('#password').fill(password);
  await page.keyboard.press('Enter');
}
