import {
  evaluatedFunctions,
  type Consortium,
  type ConsentId,
  type EvaluatedFunction,
} from '@medseal/ledger-model';
import { Issuers, transactionId, type Actor, type PersonActor } from './actors.js';
import { propose, type Call, type Tampering } from './calls.js';
import {
  agentKeys,
  channel,
  granting,
  judging,
  mspIds,
  newUpload,
  proposing,
  publishing,
  registering,
} from './content.js';
import type { ReportIds } from './content.js';
import { MemoryLedger, type RawProposal } from './memory-ledger.js';
import { Peer, type Simulation } from './peer.js';

const names = ['HospitalA', 'HospitalB', 'Regulator'] as const;
type Organization = (typeof names)[number];

/** The transaction time at which a world begins. */
const beginning = new Date('2026-11-24T10:00:00.000Z');

/** An hour, in milliseconds. */
export const hour = 3_600_000;

/** The limit of wraps in one transaction: low, so that tests reach it. */
export const maxWraps = 3;

/** Three organizations with their machines, and a peer. */
export class World {
  /** Transaction time of the next proposal. */
  time = beginning;
  readonly issuers: Issuers;
  readonly operators: Readonly<Record<Organization, Actor>>;
  /** The first keys that the organizations publish. */
  readonly agentKeys = { HospitalA: agentKeys(), HospitalB: agentKeys(), Regulator: agentKeys() };
  readonly services: Readonly<Record<Organization, Actor>>;
  peer: Peer;
  /** Every proposal that was committed, in order. */
  readonly history: { proposal: RawProposal; simulation: Simulation }[] = [];
  readonly consortium: Consortium;
  #transactions = 0;

  private constructor(
    issuers: Issuers,
    operators: Record<Organization, Actor>,
    services: Record<Organization, Actor>,
  ) {
    this.issuers = issuers;
    this.operators = operators;
    this.services = services;
    this.consortium = consortiumOf(operators);
    this.peer = new Peer(this.consortium);
  }

  /** A world whose organizations have published their keys. */
  static async open(): Promise<World> {
    const issuers = new Issuers();
    const machines = async (role: 'operator' | 'service') =>
      Object.fromEntries(
        await Promise.all(
          names.map(async (name) => [name, await issuers.machine(`${name}MSP`, role, beginning)] as const),
        ),
      ) as Record<Organization, Actor>;
    const world = new World(issuers, await machines('operator'), await machines('service'));
    for (const name of names) await world.do(publishing(world.operators[name], world.agentKeys[name]));
    return world;
  }

  /** Runs something on a copy of the ledger and discards the copy. */
  async aside<Result>(attempt: () => Promise<Result>): Promise<Result> {
    const { peer, time } = this;
    this.peer = new Peer(this.consortium, new MemoryLedger(peer.ledger));
    const length = this.history.length;
    try {
      return await attempt();
    } finally {
      this.peer = peer;
      this.time = time;
      this.history.length = length;
    }
  }

  /** Moves the transaction time. */
  later(milliseconds: number): void {
    this.time = new Date(this.time.getTime() + milliseconds);
  }

  /** Transaction time plus an offset, as statements write times. */
  at(milliseconds: number): string {
    return new Date(this.time.getTime() + milliseconds).toISOString();
  }

  proposal(call: Call, tampering?: Tampering): RawProposal {
    return propose(call, { txId: transactionId(++this.#transactions), channel, time: this.time }, tampering);
  }

  /** The result that a call would have; nothing is committed. */
  async try(call: Call, tampering?: Tampering): Promise<Simulation> {
    return await this.peer.simulate(this.proposal(call, tampering));
  }

  /** Commits a call that must succeed. */
  async do(call: Call): Promise<Simulation> {
    const proposal = this.proposal(call);
    const simulation = await this.peer.submit(proposal);
    if (simulation.status !== 200) throw new Error(`${call.name} failed: ${simulation.message}`);
    this.history.push({ proposal, simulation });
    return simulation;
  }

  /** Evaluates a function. */
  async read(name: EvaluatedFunction, reader: Actor, ...args: readonly string[]): Promise<Simulation> {
    return await this.peer.simulate({
      txId: transactionId(++this.#transactions),
      channel,
      time: this.time,
      creator: reader.creator,
      args: [`${evaluatedFunctions[name].contract}:${name}`, ...args],
      transient: new Map(),
    });
  }

  /** A person who has registered; patients are active, others pending. */
  async register(
    organization: Organization,
    role: PersonActor['role'],
    emergencyHalf = true,
  ): Promise<PersonActor> {
    const person = await this.issuers.person(`${organization}MSP`, role, this.time);
    await this.do(registering(person, emergencyHalf));
    return person;
  }

  /** A registered doctor whom the registrar has approved. */
  async doctor(organization: Organization, registrar: PersonActor): Promise<PersonActor> {
    const person = await this.register(organization, 'doctor');
    await this.do(judging('ApprovePerson', registrar, person));
    return person;
  }

  /** A registered officer whom the operator has approved. */
  async officer(organization: Organization, role: 'registrar' | 'auditor'): Promise<PersonActor> {
    const person = await this.register(organization, role);
    await this.do(judging('ApprovePerson', this.operators[organization], person));
    return person;
  }
}

/** A world with people in it, one report and one consent. */
export interface Hospital {
  readonly world: World;
  readonly registrarA: PersonActor;
  readonly registrarB: PersonActor;
  readonly registrarR: PersonActor;
  readonly auditorA: PersonActor;
  /** Patients of HospitalA; Alice deposits an emergency half, Anton does not. */
  readonly alice: PersonActor;
  readonly anton: PersonActor;
  readonly doctorA: PersonActor;
  readonly doctorB: PersonActor;
  readonly pendingDoctor: PersonActor;
  readonly suspendedDoctor: PersonActor;
  /** Alice's report, which doctor B may read under the consent for a week. */
  readonly report: ReportIds;
  readonly consent: ConsentId;
}

export async function openHospital(): Promise<Hospital> {
  const world = await World.open();
  const registrarA = await world.officer('HospitalA', 'registrar');
  const registrarB = await world.officer('HospitalB', 'registrar');
  const people = {
    registrarA,
    registrarB,
    registrarR: await world.officer('Regulator', 'registrar'),
    auditorA: await world.officer('HospitalA', 'auditor'),
    alice: await world.register('HospitalA', 'patient'),
    anton: await world.register('HospitalA', 'patient', false),
    doctorA: await world.doctor('HospitalA', registrarA),
    doctorB: await world.doctor('HospitalB', registrarB),
    pendingDoctor: await world.register('HospitalA', 'doctor'),
    suspendedDoctor: await world.doctor('HospitalA', registrarA),
  };
  await world.do(judging('SuspendPerson', registrarA, people.suspendedDoctor));
  const report = await upload(world, people.alice);
  const consent = await grant(world, people, report);
  return { world, ...people, report, consent };
}

/** Adds a report to a patient's record. */
export async function upload(world: World, patient: PersonActor): Promise<ReportIds> {
  const content = newUpload(patient);
  await world.do(proposing(patient, content));
  return content.ids;
}

async function grant(
  world: World,
  { alice, doctorB }: { readonly alice: PersonActor; readonly doctorB: PersonActor },
  report: ReportIds,
): Promise<ConsentId> {
  const period = { from: world.at(0), until: world.at(7 * 24 * hour) };
  const { consentId, call } = granting({ patient: alice, grantee: doctorB, reports: [report], ...period });
  await world.do(call);
  return consentId;
}

function consortiumOf(operators: Record<Organization, Actor>): Consortium {
  return {
    organizations: names.map((name, index) => ({
      mspId: mspIds[index] ?? '',
      name,
      kind: name === 'Regulator' ? ('regulator' as const) : ('hospital' as const),
      operatorKey: operators[name].keys.publicKey,
    })),
    settings: { longestConsentDays: 365, maxWraps },
  };
}

/** Turns an attempt into a test on a copy of the world's ledger. */
export function asideIn(world: World): (attempt: () => Promise<void>) => () => Promise<void> {
  return (attempt) => () => world.aside(attempt);
}
