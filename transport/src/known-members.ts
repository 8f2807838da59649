import { chainsTo } from '@medseal/sealing';

/** An organization whose parts may connect. */
export type Member = Readonly<{
  mspId: string;
  /** PEM of the root that its parts' certificates chain to. */
  tlsRoot: string;
}>;

/** Milliseconds between two reads: a new or changed root is accepted after this time plus the time of one read. */
const pause = { known: 5_000, nothingKnown: 500 } as const;

/** Where the members are read from, and who is informed when that begins to fail. */
export type MemberSource = Readonly<{
  /** This organization: a member even while the ledger cannot be read. */
  own?: Member;
  read: () => Promise<readonly Member[]>;
  onFailure: (error: unknown) => void;
}>;

/** The member organizations of a few seconds ago, read in the background: a connection never causes a read. */
export class KnownMembers {
  readonly #source: MemberSource;
  #members: readonly Member[] = [];
  #fails = false;
  #next: NodeJS.Timeout | undefined;
  #closed = false;

  /** Begins to read immediately. */
  constructor(source: MemberSource) {
    this.#source = source;
    void this.#look();
  }

  /** The member to which a certificate (DER) belongs; `undefined` for a stranger's. */
  whose(certificate: Uint8Array): Member | undefined {
    const now = new Date();
    const { own } = this.#source;
    const members = own === undefined ? this.#members : [own, ...this.#members];
    return members.find(({ tlsRoot }) => chainsTo(certificate, tlsRoot, now));
  }

  /** Stops reading. */
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
