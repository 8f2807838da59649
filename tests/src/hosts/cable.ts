import { once } from 'node:events';
import { connect } from 'node:net';

/** The cable between the stacks, by the orders it takes (tests/wire). */
export class Cable {
  readonly #socket: string;
  readonly #namespaces: ReadonlyMap<string, string>;

  constructor(socket: string, namespaces: ReadonlyMap<string, string>) {
    this.#socket = socket;
    this.#namespaces = namespaces;
  }

  /** The cable that the environment of a test run names. */
  static open(): Cable {
    const namespaces = JSON.parse(process.env['HOSTS_NAMESPACES'] ?? '{}') as Record<string, string>;
    return new Cable(process.env['HOSTS_CABLE'] ?? '', new Map(Object.entries(namespaces)));
  }

  /** Cuts an organization off from all others, silently: neither side is informed. The test still reaches it. */
  async isolate(organization: string): Promise<void> {
    for (const other of this.#namespaces.keys())
      if (other !== organization) await this.cut(organization, other);
  }

  /** Cuts the cable between two organizations. */
  async cut(one: string, other: string): Promise<void> {
    await this.#order(`cut ${this.#nameOf(one)} ${this.#nameOf(other)}`);
  }

  /** Loses what one organization sends to another; answers still pass. */
  async cutOneWay(from: string, to: string): Promise<void> {
    await this.#order(`cut-one-way ${this.#nameOf(from)} ${this.#nameOf(to)}`);
  }

  /** Every frame takes so long. */
  async delay(milliseconds: number): Promise<void> {
    await this.#order(`delay ${milliseconds}ms`);
  }

  /** Loses this part of all frames. */
  async lose(part: number): Promise<void> {
    await this.#order(`loss ${part}`);
  }

  /** Repairs all cuts; ends delay and loss. */
  async heal(): Promise<void> {
    await this.#order('heal');
  }

  #nameOf(organization: string): string {
    const namespace = this.#namespaces.get(organization);
    if (namespace === undefined) throw new Error(`no stack of ${organization}`);
    return namespace;
  }

  async #order(line: string): Promise<void> {
    const connection = connect(this.#socket);
    connection.write(`${line}\n`);
    const [answer] = (await once(connection, 'data')) as [Buffer];
    connection.destroy();
    if (!answer.toString().startsWith('ok')) throw new Error(`${line}: ${answer.toString().trim()}`);
  }
}
