import { NetworkError } from '../../network-error.js';
import type { Instance } from '../../topology/instance.js';
import { inParallel } from '../../in-parallel.js';
import type { DemoLogin } from '../demo-people.js';
import { DemoJournal } from './journal.js';
import { tellStory } from './story.js';
import { Visitor } from './visitor.js';

/**
 * Creates the missing demo data, as the demo people would: everything goes through the gateways' REST API. Throws
 * {@link NetworkError}.
 */
export async function ensureDemoData(instance: Instance, logins: readonly DemoLogin[]): Promise<void> {
  const visitors = new Map(logins.map((login) => [login.user, new Visitor(login)]));
  const cast = (user: string): Visitor => {
    const visitor = visitors.get(user);
    if (visitor === undefined) throw new NetworkError(`There is no demo person ${user}.`);
    return visitor;
  };
  await tellStory({ cast, journal: DemoJournal.of(instance) });
  await inParallel([...visitors.values()], (visitor) => visitor.leave());
}
