import { createHash } from 'node:crypto';
import {
  collections,
  parseCompositeKey,
  personIdOf,
  purposeSchema,
  reportClassSchema,
} from '@medseal/ledger-model';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PersonActor } from './support/actors.js';
import { profile } from './support/content.js';
import type { RawProposal } from './support/memory-ledger.js';
import type { Simulation } from './support/peer.js';
import { tellStory } from './support/story.js';
import type { Clinic } from './support/clinic.js';

let hospital: Clinic;
let people: readonly PersonActor[];

beforeAll(async () => {
  hospital = await tellStory();
  people = Object.values(hospital).filter(
    (value): value is PersonActor => typeof value === 'object' && 'nonce' in value,
  );
});

/** What a block shows of a transaction in plain text: arguments, public writes, event and result. */
function clearText({ proposal, simulation }: { proposal: RawProposal; simulation: Simulation }): string {
  const { writes, event, payload, message } = simulation;
  const open = writes.filter(({ collection }) => collection === '');
  const written = open.map(({ key, value }) => `${key} ${Buffer.from(value ?? '').toString()}`);
  const said = [event?.name, Buffer.from(event?.payload ?? '').toString(), payload, message];
  return [...proposal.args, ...written, ...said].join('\n');
}

/** Signatures and digests are random text: they may contain a short word by chance. */
function words(text: string): string {
  return text.replaceAll(/[A-Za-z0-9+/=]{40,}/g, ' ').replaceAll(/sha256:[0-9a-f]{64}/g, ' ');
}

/** What the statements and attachments of all transactions say, which must not appear in plain text. */
function secrets(): string[] {
  const ids = people.flatMap((person) => [personIdOf(person.name, person.nonce), person.nonce]);
  const { report, consent, proposal, assignment, request, contributing, hospitalReading } = hospital;
  const facts = [consent, assignment, request, contributing, hospitalReading];
  return [...ids, report.reportId, proposal.reportId, ...facts, ...Object.values(profile)];
}

describe('a block', () => {
  test('shows no person id, profile, report, consent, assignment, request, class, purpose, outcome or permission in plain text', () => {
    const plain = [...purposeSchema.options.filter((code) => code.length > 3), ...reportClassSchema.options];
    const outcomes = [
      'permit',
      'refuse"',
      'NO_BASIS',
      'NOT_THE_GRANTEE',
      'restricted',
      'emergencyHalf',
      'contribute',
      'grant',
      'exclusions',
      'unverified',
      'basis',
    ];
    for (const transaction of hospital.world.history) {
      const text = clearText(transaction);
      for (const secret of secrets()) expect(text).not.toContain(secret);
      for (const word of [...plain, ...outcomes])
        expect(words(text)).not.toMatch(new RegExp(`\\b${word}\\b`));
    }
  });

  test('names only its creator in a transaction', () => {
    for (const transaction of hospital.world.history) {
      const creator = people.find(
        ({ creator: { idBytes } }) => idBytes === transaction.proposal.creator.idBytes,
      );
      const named = people.filter(({ name }) => clearText(transaction).includes(name));
      expect(named.filter((person) => person !== creator)).toEqual([]);
    }
  });

  test('shows the same result and an empty event for every act', () => {
    for (const { simulation } of hospital.world.history) {
      expect(simulation.payload).toBe('DONE');
      expect(simulation.event?.payload).toHaveLength(0);
      expect(simulation.event?.name).toMatch(/^[A-Z][A-Za-z]+(ed|wn)$/);
    }
  });

  test('shows nothing from which the key of a fact or of its wrap could be guessed', () => {
    const shown = hospital.world.history.map(clearText).join('\n');
    const keys = hospital.world.history
      .flatMap(({ simulation }) => simulation.writes)
      .filter(({ collection }) => collection !== '')
      .map(({ key }) => parseCompositeKey(key));
    const secretParts = keys.flatMap((key) => {
      if (key === undefined) throw new Error('a key that is not ours');
      if (key.type === 'wrap')
        return key.parts.slice(1, 2).filter((basis) => !['own', 'author'].includes(basis));
      const facts = ['report', 'consent', 'disclosure', 'assignment', 'request', 'auditQuery'];
      return facts.includes(key.type) ? key.parts : [];
    });
    expect(secretParts.length).toBeGreaterThan(6);
    for (const part of secretParts) expect(shown).not.toContain(part);
  });

  test('has no two equal hashes of private values', () => {
    const hashes = hospital.world.history
      .flatMap(({ simulation }) => simulation.writes)
      .filter(({ collection, value }) => collection !== '' && value !== undefined)
      .map(({ value }) =>
        createHash('sha256')
          .update(value ?? '')
          .digest('hex'),
      );
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe('a private record', () => {
  test('says who wrote it, when, in which transaction and under which rules, with its own salt', () => {
    const salts = new Set<unknown>();
    let records = 0;
    for (const { proposal, simulation } of hospital.world.history) {
      for (const { collection, value } of simulation.writes) {
        if (value === undefined || collection === '') continue;
        expect(collections).toContain(collection);
        const record = JSON.parse(Buffer.from(value).toString()) as Record<string, unknown>;
        expect(record).toMatchObject({
          v: 1,
          tx: proposal.txId,
          at: proposal.time.toISOString(),
          rules: 'ab'.repeat(32),
        });
        salts.add(record['salt']);
        records++;
      }
    }
    expect(salts.size).toBe(records);
    expect(records).toBeGreaterThan(40);
  });
});
