import type { Network } from '../network/network.js';
import type { PageLogin } from './visitor.js';

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
