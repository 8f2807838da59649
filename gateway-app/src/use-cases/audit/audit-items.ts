import type { Purpose } from '@medseal/ledger-model';
import type { AuditEvent } from '../../domain/audit/audit-log.js';
import type { Organizations } from '../../domain/ledger/organizations.js';
import type { PeopleDirectory } from '../../domain/people/people.js';

/** A person, or an organization, as auditors see one. The id is absent for organizations and for people who were erased. */
export interface NamedParty {
  readonly personId?: string;
  readonly organization?: string;
}

/**
 * Fields that an event shows: ids, codes and times as the record has them; for preferences, the number of exclusions
 * and whether emergency halves are deposited.
 */
export const factNames = [
  'reportId',
  'versionId',
  'disclosureId',
  'consentId',
  'requestId',
  'assignmentId',
  'auditQueryId',
  'permission',
  'outcome',
  'reason',
  'state',
  'from',
  'until',
  'suspendedUntil',
  'asked',
  'exclusions',
  'emergencyHalf',
] as const;
type Facts = Readonly<Partial<Record<(typeof factNames)[number], string>>>;

/** An event as auditors see it: people by person id, never by name. Fields that its kind does not have are absent. */
export interface AuditItem extends Facts {
  readonly kind: AuditEvent['kind'];
  readonly at: string;
  readonly actor: NamedParty;
  /** The patient, or another person, whom it concerns. */
  readonly subject?: NamedParty;
  /** The one who was permitted or assigned. */
  readonly grantee?: NamedParty;
  readonly purposes?: Purpose[];
  readonly basis?: Readonly<{ kind: string; id?: string }>;
  /** Contract and function. */
  readonly function: string;
  readonly transactionId: string;
  readonly block: string;
  /** True when it took effect long after its signed time `at`. */
  readonly late: boolean;
}

interface Fields {
  readonly grantee?: Readonly<{ person?: string; organization?: string }>;
  readonly doctor?: string;
  readonly purpose?: Purpose;
  readonly purposes?: Purpose[];
  readonly basis?: AuditItem['basis'];
  readonly query?: Readonly<{ kind: string; version?: string }>;
}

/** Turns events into what auditors see. */
export class AuditItems {
  readonly #people: PeopleDirectory;
  readonly #organizations: Organizations;

  constructor(parts: Readonly<{ people: PeopleDirectory; organizations: Organizations }>) {
    this.#people = parts.people;
    this.#organizations = parts.organizations;
  }

  async of(event: AuditEvent): Promise<AuditItem> {
    const { kind, at, function: called, transactionId, block, late } = event;
    const {
      basis,
      purpose,
      purposes = purpose === undefined ? undefined : [purpose],
      ...fields
    } = event.record as Fields;
    const [actor, subject, grantee] = await Promise.all([
      this.party(event.actor, event.actorMspId),
      event.subject === undefined ? undefined : this.party(event.subject),
      this.#grantee(fields),
    ]);
    return {
      kind,
      at,
      actor,
      ...(subject && { subject }),
      ...(grantee && { grantee }),
      ...(purposes && { purposes }),
      ...(basis && { basis }),
      ...factsIn(event, fields.query),
      function: called,
      transactionId,
      block,
      late,
    };
  }

  /** @param name a pseudonym, or an MSP id; `mspId` names the organization of a person who is no longer known. */
  async party(name: string, mspId?: string): Promise<NamedParty> {
    const person = await this.#people.byPseudonym(name as Parameters<PeopleDirectory['byPseudonym']>[0]);
    const organizations = await this.#organizations.all();
    const found = organizations.find((each) => each.mspId === (person?.mspId ?? mspId ?? name));
    return {
      ...(person && { personId: person.personId }),
      ...(found && { organization: found.name }),
    };
  }

  async #grantee({ grantee, doctor }: Fields): Promise<NamedParty | undefined> {
    const name = grantee?.person ?? grantee?.organization ?? doctor;
    return name === undefined ? undefined : await this.party(name);
  }
}

/** Whom a patient excludes is the patient's own affair; an auditor may know how many. */
function preferencesOf({ exclusions, emergencyHalf }: Readonly<Record<string, unknown>>) {
  return {
    exclusions: Array.isArray(exclusions) ? String(exclusions.length) : undefined,
    emergencyHalf: emergencyHalf === true ? 'yes' : 'no',
  };
}

function factsIn({ kind, record }: AuditEvent, query: Fields['query']): Facts {
  const more = kind === 'preferences' ? preferencesOf(record) : {};
  return factsOf({ ...record, asked: query?.kind, ...more }, query?.version);
}

function factsOf(record: Readonly<Record<string, unknown>>, version: string | undefined): Facts {
  const given = version === undefined ? record : { ...record, versionId: version };
  const entries = factNames.flatMap((name) => {
    const value = given[name as keyof typeof given];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(entries);
}
