import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { exclusively } from '../../bootstrap/exclusive.mjs';
import { NetworkError } from '../network-error.js';
import type { Progress } from '../progress.js';
import { endAll } from '../supervisor/client.js';
import type { Instance } from '../topology/instance.js';
import { homeEntries } from '../topology/layout.js';

/** Ends everything of an instance and leaves its data; works after any crash. Returns whether something ran. */
export function down(instance: Instance, progress: Progress): Promise<boolean> {
  return progress.step('end all parts', () => alone(instance, progress, () => endAll(instance)));
}

/**
 * Ends everything of an instance and deletes its data: ledger, keys, sealed reports, accounts. It deletes only what a
 * network puts into its home, and only if there is one: MEDSEAL_HOME may name the wrong folder. Returns whether there
 * was a home.
 */
export async function reset(instance: Instance, progress: Progress): Promise<boolean> {
  const { home } = instance;
  if (!existsSync(home)) return false;
  if (!homeEntries.some((entry) => existsSync(path.join(home, entry)))) {
    throw new NetworkError(`There is no network in ${home}; nothing was deleted.`);
  }
  await down(instance, progress);
  await alone(instance, progress, () => {
    for (const entry of homeEntries) rmSync(path.join(home, entry), { recursive: true, force: true });
    if (readdirSync(home).length === 0) rmdirSync(home);
    return Promise.resolve();
  });
  return true;
}

function alone<T>(instance: Instance, progress: Progress, work: () => Promise<T>): Promise<T> {
  return exclusively(`network ${instance.home}`, work, () => {
    progress.note('another command is working on this network; waiting for it');
  });
}
