import { peerStoreBroken, thresholds } from '@medseal/gateway-app/checks';
import type { Check } from '@medseal/gateway-app/health';

/** What the watch reads and does, for one organization each. */
export interface PeerWatchParts {
  /** Names of the organizations. */
  readonly organizations: readonly string[];
  /** The checks of the organization's gateway. */
  readonly checks: (organization: string) => Promise<readonly Check[]>;
  /** Free share of the disk with the peer's data, between 0 and 1; undefined if the peer has none. */
  readonly room: (organization: string) => Promise<number | undefined>;
  readonly isRunning: (organization: string) => boolean;
  readonly restart: (organization: string) => Promise<void>;
  readonly note: (text: string) => void;
}

/**
 * Restarts a peer that can no longer store private data: after a full disk its transient store stays broken until the
 * peer is restarted. It does so once: if that does not help, an operator has to look (docs/decisions/0146).
 */
export class PeerWatch {
  readonly #parts: PeerWatchParts;
  readonly #restarted = new Set<string>();

  constructor(parts: PeerWatchParts) {
    this.#parts = parts;
  }

  /** Checks all organizations once. */
  async look(): Promise<void> {
    await Promise.all(this.#parts.organizations.map((organization) => this.#lookAt(organization)));
  }

  async #lookAt(organization: string): Promise<void> {
    const { checks, isRunning, restart, note } = this.#parts;
    if (!isRunning(organization)) return;
    const acts = (await checks(organization)).find(({ name }) => name === 'acts');
    if (acts?.state === 'ok') this.#restarted.delete(organization);
    if (acts?.state !== 'fail' || acts.detail !== peerStoreBroken) return;
    if (this.#restarted.has(organization) || !(await this.#hasRoom(organization))) return;
    // An operator may have stopped it meanwhile.
    if (!isRunning(organization)) return;
    this.#restarted.add(organization);
    note(`${organization}/peer cannot store private data: it is being restarted`);
    await restart(organization);
  }

  /** On a full disk the same would happen again. */
  async #hasRoom(organization: string): Promise<boolean> {
    const free = await this.#parts.room(organization);
    return free !== undefined && free >= thresholds.freeDisk.fail;
  }
}
