import type { AuditQuery, JsonValue } from '@medseal/ledger-model';
import { FairLimit } from '../../src/domain/shared/fair-limit.js';
import { Failure } from '../../src/domain/shared/failure.js';
import type { ActRequest, Committed, Ledger } from '../../src/domain/ledger/ledger.js';
import type { Organizations } from '../../src/domain/ledger/organizations.js';
import type { PeopleDirectory } from '../../src/domain/people/people.js';
import type { OpenSession } from '../../src/domain/people/sessions.js';
import { AuditEvents } from '../../src/use-cases/audit/audit-events.js';
import { AuditItems } from '../../src/use-cases/audit/audit-items.js';
import type { AuditWorld, Named } from './audit-world.js';
import { projectionOf } from './projection-file.js';
import { settings } from './organizations.js';

const organizations: Organizations = {
  all: () =>
    Promise.resolve(
      (['HospitalA', 'HospitalB', 'Regulator'] as const).map((name) => ({
        ...{ mspId: `${name}MSP`, name, memberUrl: '', keyAgentUrl: '', tlsRoot: '', keys: [] },
        kind: name === 'Regulator' ? 'regulator' : 'hospital',
      })),
    ),
  byMspId: async (mspId) => {
    const found = (await organizations.all()).find((each) => each.mspId === mspId);
    if (found === undefined) throw new Failure('NOT_FOUND', 'no such organization');
    return found;
  },
  settings: () => Promise.resolve(settings),
};

/** A gateway's audit part over a world in memory, whose ledger records queries as blocks of the same chain. */
export async function auditOf(world: AuditWorld) {
  const { projection, auditLog } = await projectionOf(world.chain.blocks);
  const recorded: AuditQuery[] = [];
  const state = { fails: false };
  const ledger = {
    submit: async (request: ActRequest<'RecordAuditQuery'>, actor: { name: string }): Promise<Committed> => {
      if (state.fails) throw new Failure('UNAVAILABLE', 'no majority');
      recorded.push(request.statement.query);
      const fields = { query: request.statement.query as JsonValue };
      const auditor = Object.values(world.people).find(({ creator }) => creator === actor.name) as Named;
      world.write('AuditContract:RecordAuditQuery', auditor, { type: 'auditQuery', fields });
      const block = world.chain.blocks.at(-1) as (typeof world.chain.blocks)[number];
      await projection.apply(block);
      return { transactionId: block.transactions[0]?.transactionId ?? '', block: block.number.toString() };
    },
  } as unknown as Ledger;
  const people = directoryOf(world);
  const items = new AuditItems({ people, organizations });
  const gate = new FairLimit({
    atOnce: 4,
    mayWait: 64,
    each: { running: 2, altogether: 8 },
    crowded: 'crowded',
  });
  const parts = { ledger, projection, people, organizations, auditLog, items, gate };
  return { events: new AuditEvents(parts), recorded, state, projection, parts };
}

function directoryOf(world: AuditWorld): PeopleDirectory {
  const known = Object.values(world.people).map(({ creator: pseudonym, ...rest }) => ({
    pseudonym,
    ...rest,
  }));
  const find = (field: 'personId' | 'pseudonym', value: string) =>
    Promise.resolve(known.find((person) => person[field] === value));
  return {
    byPersonId: (id) => find('personId', id),
    byPseudonym: (id) => find('pseudonym', id),
  } as PeopleDirectory;
}

/** An auditor's session, as far as these use cases read it. */
export function sessionOf({ mspId, creator: pseudonym, personId }: Named): OpenSession {
  return {
    person: { mspId, pseudonym, personId, role: 'auditor' },
    actor: { name: pseudonym },
  } as OpenSession;
}
