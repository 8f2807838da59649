import type { Socket } from 'node:net';
import { Bucket } from './bucket.js';
import type { MemberNetworks } from './member-networks.js';
import { networkOf } from './network-address.js';

/** Limits for connections that have not yet shown whose they are: number, time, and pace of handshakes. */
export type ArrivalLimits = Readonly<{
  /** From one network: waiting for a handshake, and in a handshake. */
  waiting: number;
  handshakes: number;
  /** From all networks. */
  inAll: number;
  /** Milliseconds until a connection must have shown whose it is. */
  patience: number;
  /** Handshakes of one member, from all its known networks together. */
  ofMember: Rate;
  /** Handshakes of all other networks, for each and together. */
  ofUnknown: Rate;
  ofAllUnknown: Rate;
}>;
type Rate = ConstructorParameters<typeof Bucket>[0];

/**
 * A handshake costs about a millisecond: strangers get a twentieth of a core and a member a fifth, regardless of the
 * number of networks.
 */
export const defaultLimits: ArrivalLimits = {
  waiting: 256,
  handshakes: 64,
  inAll: 1_024,
  patience: 5_000,
  ofMember: { size: 64, perSecond: 200 },
  ofUnknown: { size: 4, perSecond: 8 },
  ofAllUnknown: { size: 8, perSecond: 32 },
};

/** Refused callers come back at once, so up to `most` of them first get silence for `time` milliseconds. */
const lingering = { most: 1_024, time: 1_000 } as const;
/** Number of networks that are remembered before unused ones are forgotten. */
const mostLanes = 4_096;

interface Arrival {
  /** Address and port: a closed socket may no longer know them. */
  readonly name: string;
  readonly socket: Socket;
  readonly begin: () => void;
  readonly lane: Lane;
  readonly timer: NodeJS.Timeout;
  /** The budget that paid for its handshake; undefined before the handshake. */
  paid?: Payment;
}

/** A handshake's place in a budget: a member's (MSP id), or that of unknown networks. */
type Payment = Readonly<{ mspId?: string; from: Bucket }>;

/** What is known about one network. */
interface Lane {
  readonly network: string;
  /** Used while no member has come from there. */
  readonly bucket: Bucket;
  /** Connections whose handshake has not begun; the first ones begin first. */
  readonly waiting: Arrival[];
  /** Connections in a handshake, the oldest first. */
  readonly begun: Set<Arrival>;
  retry: NodeJS.Timeout | undefined;
}

/**
 * Paces connections until they have shown whose they are. Beyond a network's budget they wait for their turn; beyond
 * that, they are refused. When there are too many handshakes, the oldest end: members show whose they are within
 * milliseconds.
 */
export class Arrivals {
  readonly #limits: ArrivalLimits;
  readonly #networks: MemberNetworks;
  readonly #ofAllUnknown: Bucket;
  /** By member (MSP id). */
  readonly #ofMembers = new Map<string, Bucket>();
  readonly #lanes = new Map<string, Lane>();
  /** By the caller's address and port. */
  readonly #all = new Map<string, Arrival>();
  #lingering = 0;

  constructor({
    networks,
    limits = defaultLimits,
  }: Readonly<{ networks: MemberNetworks; limits?: ArrivalLimits | undefined }>) {
    this.#networks = networks;
    this.#limits = limits;
    this.#ofAllUnknown = new Bucket(limits.ofAllUnknown);
  }

  /** A connection was accepted; `begin` starts its handshake, now or later. */
  enter(socket: Socket, begin: () => void): void {
    // A caller that hangs up while waiting is forgotten; after that TLS listens too.
    socket.once('error', () => socket.destroy());
    const address = socket.remoteAddress;
    if (address === undefined) {
      // It ended before it was looked at.
      socket.destroy();
      return;
    }
    const lane = this.#laneOf(address);
    if (lane.waiting.length >= this.#limits.waiting) {
      this.#refuse(socket);
      return;
    }
    const timer = setTimeout(() => {
      this.#drop(arrival);
    }, this.#limits.patience);
    const arrival: Arrival = { name: nameOf(socket), socket, begin, lane, timer };
    socket.once('close', () => {
      this.#forget(arrival);
    });
    this.#all.set(arrival.name, arrival);
    lane.waiting.push(arrival);
    if (this.#all.size > this.#limits.inAll) this.#makeRoom();
    this.#serve(lane);
  }

  /**
   * A connection belongs to a member (MSP id): it no longer counts here, and its network is known from now on. The
   * member's budget pays for the handshake as far as it can, so others on the same network lose nothing.
   */
  prove(socket: Pick<Socket, 'remoteAddress' | 'remotePort'>, mspId: string): void {
    const arrival = this.#all.get(nameOf(socket));
    if (arrival === undefined) return;
    const { lane, paid } = arrival;
    if (paid?.mspId !== mspId && this.#bucketOf(mspId).take()) paid?.from.giveBack();
    this.#networks.add(mspId, lane.network);
    this.#forget(arrival);
    this.#serve(lane);
  }

  #serve(lane: Lane): void {
    while (lane.waiting.length > 0) {
      const payment = this.#pay(lane);
      if (payment === undefined) break;
      this.#begin(lane, payment);
    }
    if (lane.waiting.length === 0 || lane.retry !== undefined) return;
    lane.retry = setTimeout(() => {
      lane.retry = undefined;
      this.#serve(lane);
    }, this.#pauseOf(lane));
  }

  #begin({ waiting, begun }: Lane, payment: Payment): void {
    const arrival = waiting.shift();
    if (arrival === undefined) return;
    arrival.paid = payment;
    const [oldest] = begun;
    if (oldest !== undefined && begun.size >= this.#limits.handshakes) this.#drop(oldest);
    begun.add(arrival);
    arrival.begin();
  }

  /** Takes a place in a budget for one handshake from a network. */
  #pay({ network, bucket }: Lane): Payment | undefined {
    const members = this.#networks.membersAt(network);
    for (const mspId of members) {
      const ofMember = this.#bucketOf(mspId);
      if (ofMember.take()) return { mspId, from: ofMember };
    }
    if (members.size > 0 || !this.#ofAllUnknown.take()) return undefined;
    if (bucket.take()) return { from: this.#ofAllUnknown };
    this.#ofAllUnknown.giveBack();
    return undefined;
  }

  #pauseOf({ network, bucket }: Lane): number {
    const [member] = this.#networks.membersAt(network);
    return (member === undefined ? bucket : this.#bucketOf(member)).pause;
  }

  #bucketOf(mspId: string): Bucket {
    const bucket = this.#ofMembers.get(mspId) ?? new Bucket(this.#limits.ofMember);
    this.#ofMembers.set(mspId, bucket);
    return bucket;
  }

  /**
   * Drops the last waiting connection of the fullest network, or its oldest handshake if none waits. While unknown
   * networks hold more than half of the places, the fullest of them is chosen.
   */
  #makeRoom(): void {
    const lanes = [...this.#lanes.values()].filter((lane) => sizeOf(lane) > 0);
    const unknown = lanes.filter(({ network }) => this.#networks.membersAt(network).size === 0);
    const ofUnknown = unknown.reduce((sum, lane) => sum + sizeOf(lane), 0);
    const lane = fullestOf(2 * ofUnknown > this.#limits.inAll ? unknown : lanes);
    const [oldest] = lane?.begun ?? [];
    const gone = lane?.waiting.at(-1) ?? oldest;
    if (gone !== undefined) this.#drop(gone);
  }

  #refuse(socket: Socket): void {
    if (this.#lingering >= lingering.most) {
      socket.destroy();
      return;
    }
    this.#lingering++;
    const timer = setTimeout(() => socket.destroy(), lingering.time);
    socket.once('close', () => {
      clearTimeout(timer);
      this.#lingering--;
    });
  }

  #laneOf(address: string): Lane {
    const network = networkOf(address);
    const known = this.#lanes.get(network);
    if (known !== undefined) return known;
    if (this.#lanes.size >= mostLanes) this.#forgetLanes();
    const bucket = new Bucket(this.#limits.ofUnknown);
    const lane: Lane = { network, bucket, waiting: [], begun: new Set(), retry: undefined };
    this.#lanes.set(network, lane);
    return lane;
  }

  #forgetLanes(): void {
    for (const [network, lane] of this.#lanes) if (sizeOf(lane) === 0) this.#lanes.delete(network);
  }

  #drop(arrival: Arrival): void {
    this.#forget(arrival);
    arrival.socket.destroy();
  }

  #forget(arrival: Arrival): void {
    const { name, lane, timer } = arrival;
    clearTimeout(timer);
    if (this.#all.get(name) === arrival) this.#all.delete(name);
    lane.begun.delete(arrival);
    const place = lane.waiting.indexOf(arrival);
    if (place >= 0) lane.waiting.splice(place, 1);
  }
}

function sizeOf({ waiting, begun }: Lane): number {
  return waiting.length + begun.size;
}

function fullestOf([first, ...others]: readonly Lane[]): Lane | undefined {
  return first && others.reduce((most, lane) => (sizeOf(lane) > sizeOf(most) ? lane : most), first);
}

function nameOf({ remoteAddress, remotePort }: Pick<Socket, 'remoteAddress' | 'remotePort'>): string {
  return `${remoteAddress ?? ''} ${remotePort ?? 0}`;
}
