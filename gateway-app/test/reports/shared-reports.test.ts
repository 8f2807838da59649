import { randomInt } from 'node:crypto';
import {
  covers,
  type Grantee,
  isExcluded,
  isGrantee,
  type JsonValue,
  type RecordOf,
} from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import type { PageRequest, Projection, SharedReport, Sharing } from '../../src/domain/ledger/projection.js';
import { newId, TestChain } from '../support/blocks.js';
import { projectionOf } from '../support/projection-file.js';
import { written } from '../support/record-world.js';

type Fields = Readonly<Record<string, JsonValue>>;

const { rules, salt, made } = written;
const hidden = { rules, salt, made };
const organizations = ['HospitalAMSP', 'HospitalBMSP'];
const one = <Item>(items: readonly Item[]): Item => items[randomInt(items.length)] as Item;
const isTrue = (): boolean => randomInt(2) === 1;

function report(patient: string, more: Fields = {}): Fields {
  const versions = [{ versionId: newId('version'), number: 1, relation: 'original' }];
  const reportId = newId('report');
  return {
    reportId,
    patient,
    class: 'other',
    restricted: false,
    state: 'active',
    versions,
    ...hidden,
    ...more,
  };
}

function consent(patient: string, grantee: Fields, scope: Fields, more: Fields = {}): Fields {
  const terms = { permission: 'read', purposes: ['TREAT'], scope, ...hidden, wraps: [] };
  const [from, until] = ['2026-01-01T00:00:00.000Z', '2999-01-01T00:00:00.000Z'];
  return { consentId: newId('consent'), patient, grantee, from, until, state: 'active', ...terms, ...more };
}

class World {
  readonly chain = new TestChain();
  readonly latest = new Map<string, { type: 'report' | 'consent' | 'patient'; fields: Fields }>();

  write(type: 'report' | 'consent' | 'patient', fields: Fields): Fields {
    const part = fields[type === 'patient' ? 'patient' : `${type}Id`] as string;
    this.latest.set(`${type} ${part}`, { type, fields });
    this.chain.add({ function: 'Any:Act', writes: [{ type, parts: [part], fields }] });
    return fields;
  }

  all<Type extends 'report' | 'consent' | 'patient'>(type: Type): RecordOf<Type>[] {
    return [...this.latest.values()]
      .filter((each) => each.type === type)
      .map(({ fields }) => fields as unknown as RecordOf<Type>);
  }
}

async function paged(projection: Projection, sharing: Sharing, limit: number): Promise<SharedReport[][]> {
  const pages: SharedReport[][] = [];
  for (let page: PageRequest | undefined = { limit }; page !== undefined;) {
    const { items, next } = await projection.shared(sharing, page);
    pages.push([...items]);
    page = next === undefined ? undefined : { limit, after: next };
  }
  return pages;
}

const keyOf = ({ report: { record }, grantee }: SharedReport, sharing: Sharing): string =>
  JSON.stringify('giver' in sharing ? [record.reportId, grantee] : record.reportId);

/** What the rules of the ledger model say, one row after another. */
function expected(world: World, sharing: Sharing): Set<string> {
  const pairs = world
    .all('consent')
    .flatMap((consent) => world.all('report').map((report) => ({ consent, report })))
    .filter(
      (pair) => isShared(pair) && isMeant(pair.consent, sharing) && !isOut(world, pair.report, sharing),
    );
  return new Set(
    pairs.map(({ consent: { grantee }, report: record }) =>
      keyOf({ report: { record, block: '', transactionId: '', late: false }, grantee }, sharing),
    ),
  );
}

function isShared({
  consent: { patient, permission, scope },
  report,
}: Readonly<{ consent: RecordOf<'consent'>; report: RecordOf<'report'> }>): boolean {
  return (
    permission === 'read' && report.patient === patient && report.versions.length > 0 && covers(scope, report)
  );
}

function isMeant({ patient, grantee }: RecordOf<'consent'>, sharing: Sharing): boolean {
  return 'giver' in sharing ? patient === sharing.giver : isGrantee(grantee, sharing.reader);
}

function isOut(world: World, { patient, reportId }: RecordOf<'report'>, sharing: Sharing): boolean {
  const preferences = world.all('patient').find((each) => each.patient === patient);
  return 'reader' in sharing && isExcluded(preferences?.exclusions ?? [], sharing.reader, reportId);
}

describe('shared reports', () => {
  test('are those that the rules of the ledger model name, each once, however they are paged', async () => {
    const world = new World();
    const [patients, doctors] = [
      [newId('pseudonym'), newId('pseudonym')],
      [newId('pseudonym'), newId('pseudonym')],
    ];
    const grantees = (): Fields =>
      isTrue()
        ? { person: one([...doctors, ...patients]) }
        : { organization: one(organizations), role: 'doctor' };
    const reports = Array.from({ length: 24 }, () => {
      const state = one(['active', 'active', 'withdrawn']);
      return world.write(
        'report',
        report(one(patients), { restricted: isTrue(), state, ...(randomInt(6) === 0 && { versions: [] }) }),
      );
    });
    const named = (): Fields => ({
      reports: [...new Set([one(reports), one(reports)])].map((each) => each['reportId'] ?? ''),
    });
    const consents = Array.from({ length: 30 }, () =>
      world.write(
        'consent',
        consent(one(patients), grantees(), isTrue() ? { all: true } : named(), {
          permission: one(['read', 'read', 'contribute']),
        }),
      ),
    );
    for (const each of consents.slice(0, 10)) world.write('consent', { ...each, state: 'revoked' });
    for (const each of reports.slice(0, 5)) world.write('report', { ...each, state: 'withdrawn' });
    const exclusions = [
      { who: { person: one(doctors) }, ...named() },
      { who: { organization: one(organizations) }, ...named() },
    ];
    const preferences = {
      patient: one(patients),
      mspId: 'HospitalAMSP',
      emergencyHalf: false,
      exclusions,
      ...hidden,
    };
    world.write('patient', preferences);

    const { projection } = await projectionOf(world.chain.blocks);
    const readers = [...doctors, ...patients].map((pseudonym, place) => ({
      pseudonym,
      mspId: one(organizations),
      role: place < 2 ? ('doctor' as const) : ('patient' as const),
    }));
    const all = [
      ...patients.map((giver) => ({ giver })),
      ...readers.map((reader) => ({ reader })),
    ] as Sharing[];
    for (const sharing of all)
      for (const limit of [1, 3, 200]) {
        const pages = await paged(projection, sharing, limit);
        const rows = pages.flat().map((each) => keyOf(each, sharing));
        expect(rows.toSorted()).toEqual([...expected(world, sharing)].toSorted());
        expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
        if (limit > 1)
          expect(rows).toEqual(
            (await paged(projection, sharing, 1)).flat().map((each) => keyOf(each, sharing)),
          );
      }
  });

  test('begin with what was shared or changed last; revoking moves nothing', async () => {
    const world = new World();
    const [giver, person] = [newId('pseudonym'), newId('pseudonym')];
    const [first, second, third] = [1, 2, 3].map(() => world.write('report', report(giver))) as [
      Fields,
      Fields,
      Fields,
    ];
    const whole = world.write('consent', consent(giver, { person }, { all: true }));
    world.write('consent', consent(giver, { person }, { reports: [first['reportId'] ?? ''] }));
    const fresh = world.write('report', report(giver));
    world.write('consent', { ...whole, state: 'revoked' });
    const { projection } = await projectionOf(world.chain.blocks);
    const ids = (await projection.shared({ giver } as Sharing, { limit: 9 })).items;
    expect(ids.map(({ report: { record } }) => record.reportId)).toEqual(
      [fresh, first, third, second].map((each) => each['reportId']),
    );
  });

  test('under consents of older rules, which name no role, are shared with doctors', async () => {
    const world = new World();
    const giver = newId('pseudonym');
    world.write('report', report(giver));
    world.write('consent', consent(giver, { organization: 'HospitalAMSP' }, { all: true }));
    world.write('consent', consent(giver, { organization: 'HospitalBMSP', role: 'patient' }, { all: true }));
    const { projection } = await projectionOf(world.chain.blocks);
    const to = async (role: string, mspId: string) =>
      (
        await projection.shared({ reader: { pseudonym: newId('pseudonym'), mspId, role } } as Sharing, {
          limit: 9,
        })
      ).items;
    expect(await to('doctor', 'HospitalAMSP')).toHaveLength(1);
    expect(await to('auditor', 'HospitalAMSP')).toHaveLength(0);
    expect(await to('patient', 'HospitalBMSP')).toHaveLength(0);
    const sent = await projection.shared({ giver } as Sharing, { limit: 9 });
    expect(sent.items.map(({ grantee }) => grantee)).toEqual<Grantee[]>([
      { organization: 'HospitalAMSP', role: 'doctor' },
    ]);
  });

  test.each(['', 'a', 'a.b', 'a.b.c.d', "a.b.'", 'A.b.c'])('have no page %j', async (after) => {
    const { projection } = await projectionOf([]);
    const sharing = { giver: newId('pseudonym') } as Sharing;
    await expect(projection.shared(sharing, { limit: 1, after })).rejects.toMatchObject({ code: 'INVALID' });
  });
});

test('a record knows when it was first written, and first in a state', async () => {
  const chain = new TestChain();
  const id = newId('version');
  const [first, second, third] = [1, 2, 3].map((day) => `2026-03-0${day}T00:00:00.000Z`) as [
    string,
    string,
    string,
  ];
  for (const [at, state] of [
    [first, 'proposed'],
    [second, 'accepted'],
    [third, 'accepted'],
  ] as const)
    chain.add({
      function: 'Any:Act',
      at,
      writes: [{ type: 'proposal', parts: [id], fields: { versionId: id, state } }],
    });
  const { projection } = await projectionOf(chain.blocks);
  expect(await projection.since('proposal', [id])).toBe(first);
  expect(await projection.since('proposal', [id], 'accepted')).toBe(second);
  expect(await projection.since('proposal', [id], 'rejected')).toBeUndefined();
});
