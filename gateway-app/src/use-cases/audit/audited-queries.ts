import { setImmediate } from 'node:timers/promises';
import type { AuditQuery, AuditQueryId, EventFilter, Pseudonym } from '@medseal/ledger-model';
import type { AuditEvent, AuditLog } from '../../domain/audit/audit-log.js';
import { answeringFilter, isAskedAbout } from '../../domain/audit/audit-question.js';
import type { FairLimit } from '../../domain/shared/fair-limit.js';
import type { Organizations } from '../../domain/ledger/organizations.js';
import type { Page, PageRequest } from '../../domain/ledger/projection.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { AuditItems, NamedParty } from './audit-items.js';

/** An auditor's question, as seen by a person whom the question or its answer names. */
export interface AuditedQuery {
  readonly auditQueryId: AuditQueryId;
  readonly at: string;
  readonly auditor: NamedParty;
  /** `search`, `accounting`, `export` or `history`. */
  readonly asked: string;
  /** `question`: it was about the person, or a version; `answer`: the answer names the person. */
  readonly named: 'question' | 'answer';
  /** The period of the question, if it named one. */
  readonly from?: string;
  readonly to?: string;
  readonly transactionId: string;
  readonly block: string;
}

interface QueryRecord {
  readonly auditQueryId: AuditQueryId;
  readonly query: AuditQuery;
}

/** What it takes to look up auditors' questions. */
export interface AuditedQueriesParts {
  readonly auditLog: AuditLog;
  readonly items: AuditItems;
  readonly organizations: Organizations;
  readonly gate: FairLimit;
}

/** Auditors' questions that name the caller, or whose answers do. */
export class AuditedQueries {
  readonly #parts: AuditedQueriesParts;

  constructor(parts: AuditedQueriesParts) {
    this.#parts = parts;
  }

  /** @throws {Failure} UNAVAILABLE or TOO_MANY when too many lookups are running. */
  async about({ limit, after }: PageRequest, session: OpenSession): Promise<Page<AuditedQuery>> {
    const { auditLog, organizations, gate } = this.#parts;
    const { person } = session;
    const all = await organizations.all();
    const regulators = all.filter(({ kind }) => kind === 'regulator').map(({ mspId }) => mspId);
    const asked = { person: person.pseudonym, regulators };
    const found: AuditEvent[] = [];
    let next = after;
    do {
      session.actor.caller?.require();
      const place = { limit: limit - found.length, ...(next === undefined ? {} : { after: next }) };
      // This may walk over questions of many years: others must have their turn.
      const page = await gate.pass([person.personId], () => auditLog.questions(asked, place));
      found.push(...page.items);
      next = page.next;
      await setImmediate();
    } while (found.length < limit && next !== undefined);
    const items = await Promise.all(found.map((event) => this.#describe(event, person.pseudonym)));
    return next === undefined ? { items } : { items, next };
  }

  async #describe(event: AuditEvent, person: Pseudonym): Promise<AuditedQuery> {
    const { auditQueryId, query } = event.record as unknown as QueryRecord;
    const { from, to } = periodOf(query);
    return {
      auditQueryId,
      at: event.at,
      auditor: await this.#parts.items.party(event.actor, event.actorMspId),
      asked: query.kind,
      named: query.kind === 'history' || isAskedAbout(query, person) ? 'question' : 'answer',
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      transactionId: event.transactionId,
      block: event.block,
    };
  }
}

function periodOf(query: AuditQuery): Pick<EventFilter, 'from' | 'to'> {
  return query.kind === 'history' ? {} : answeringFilter(query);
}
