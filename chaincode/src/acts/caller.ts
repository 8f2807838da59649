import {
  isActive,
  isId,
  type ConsortiumOrganization,
  type PersonRole,
  type Pseudonym,
  type RecordOf,
} from '@medseal/ledger-model';
import { readCertificate, type Certificate } from './certificate.js';
import type { LedgerContext } from '../ledger/context.js';
import { refuseUnless } from '../ledger/refusal.js';
import { find } from '../ledger/store.js';

interface Caller {
  readonly certificate: Certificate;
  readonly organization: ConsortiumOrganization;
}

/** A registered person whose certificate, organization and role match the `person` record. */
export interface PersonCaller extends Caller {
  readonly kind: 'person';
  readonly role: PersonRole;
  readonly actor: Pseudonym;
  readonly person: RecordOf<'person'>;
}

/** A human without a `person` record. */
export interface NewcomerCaller extends Caller {
  readonly kind: 'newcomer';
  readonly role: PersonRole;
  readonly actor: Pseudonym;
}

interface Machine<Role extends 'operator' | 'service'> extends Caller {
  readonly kind: Role;
  readonly role: Role;
  /** The MSP id. */
  readonly actor: string;
}

/** Acts in the organization's name. */
export type OperatorCaller = Machine<'operator'>;

/** A program of an organization, which only reads. */
export type ServiceCaller = Machine<'service'>;

/** Either kind of machine. */
export type MachineCaller = OperatorCaller | ServiceCaller;

type AnyCaller = PersonCaller | NewcomerCaller | MachineCaller;

/** A person's certificate is valid for a session: eight hours, plus one hour for clock differences. */
const longestCertificate = 9 * 3_600_000;

/**
 * Identifies the caller from the certificate and the `person` record. Checks in this order: certificate, MSP of the
 * consortium, form of the id, validity, record with the same MSP and role. Does not check the person's state.
 * @throws {LedgerError} `FORBIDDEN`, `EXPIRED`
 */
export async function identify(ctx: LedgerContext): Promise<AnyCaller> {
  const certificate = readCertificate(ctx);
  const organization = ctx.settings.consortium.organizations.find(({ mspId }) => mspId === certificate.mspId);
  refuseUnless(organization !== undefined, 'FORBIDDEN', 'the organization is not in the consortium');
  const { role } = certificate;
  const { mspId } = certificate;
  if (role === 'operator') return { kind: role, role, actor: mspId, certificate, organization };
  if (role === 'service') return { kind: role, role, actor: mspId, certificate, organization };
  const actor = personOf(certificate, Date.parse(ctx.time));
  const person = await find(ctx.stub, 'person', { pseudonym: actor });
  if (person === undefined) return { kind: 'newcomer', role, actor, certificate, organization };
  refuseUnless(person.mspId === mspId, 'FORBIDDEN', 'the caller belongs to another organization');
  refuseUnless(person.role === role, 'FORBIDDEN', 'the caller is registered in another role');
  return { kind: 'person', role, actor, person, certificate, organization };
}

/**
 * Identifies the caller of an evaluated function.
 * @throws {LedgerError} as {@link identify}; `FORBIDDEN` for newcomers, `NOT_ACTIVE` for people who may not act now.
 */
export async function recognise(ctx: LedgerContext): Promise<PersonCaller | MachineCaller> {
  const caller = await identify(ctx);
  refuseUnless(caller.kind !== 'newcomer', 'FORBIDDEN', 'the caller is not registered');
  if (caller.kind === 'person') refuseInactive(caller, ctx.time);
  return caller;
}

/** @throws {LedgerError} `NOT_ACTIVE` */
export function refuseInactive(caller: PersonCaller, time: string): void {
  refuseUnless(isActive(caller.person, time), 'NOT_ACTIVE', 'the caller is not active');
}

function personOf(certificate: Certificate, now: number): Pseudonym {
  const { enrolmentId, notBefore, notAfter } = certificate;
  refuseUnless(isId('pseudonym', enrolmentId), 'FORBIDDEN', 'the certificate does not name a pseudonym');
  refuseUnless(notBefore <= now, 'EXPIRED', 'the certificate is not valid yet');
  refuseUnless(now <= notAfter, 'EXPIRED', 'the certificate has expired');
  refuseUnless(notAfter <= now + longestCertificate, 'FORBIDDEN', 'the certificate is valid for too long');
  return enrolmentId;
}
