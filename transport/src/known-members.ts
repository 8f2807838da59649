import { chainsTo } from '@medseal/sealing';

/** An organization whose parts may connect. */
export type Member = Readonly<{
  mspId: string;
  /** PEM of the root that its parts' certificates chain to. */
  tlsRoot: string;
}>;

/** Milliseconds between two looks: a new or changed root is accepted after this time and the time of one look. */
const pause = { known: 5_000, nothingKnown: 500 } as const;

/** Where the members are read from, and who is told when that begins to fail. */
export type MemberSource = Readonly<{
  /** This organization: a member also while the ledger cannot be read. */
  own?: Member;
  read: () => Promise<readonly Member[]>;
  onFailure: (error: unknown) => void;
}>;

/** The member organizations as they were a few seconds ago, read in the background: a connection never causes a look. */
export class KnownMembers {
  readonly #source: MemberSource;
  #members: readonly Member[] = [];
  #fails = false;
  #next: NodeJS.Timeout | undefined;
  #closed = false;

  /** Begins to look at once. */
  constructor(source: MemberSource) {
    this.#source = source;
    void this.#look();
  }

  /** The member that a certificate (DER) is of; `undefined` for a stranger's. */
  whose(certificate: Uint8Array): Member | undefined {
    const now = new Date();
    const { own } = this.#source;
    const members = own === undefined ? this.#members : [own, ...this.#members];
    return members.find(({ tlsRoot }) => chainsTo(certificate, tlsRoot, now));
  }

  /** Looks no more. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#next);
  }

  async #look(): Promise<void> {
    try {
      this.#members = await this.#source.read();
      this.#fails = false;
    } catch (error) {
      if (!this.#fails) this.#source.onFailure(error);
      this.#fails = true;
    }
    if (this.#closed) return;
    const wait = this.#members.length === 0 ? pause.nothingKnown : pause.known;
    this.#next = setTimeout(() => void this.#look(), wait).unref();
  }
}
