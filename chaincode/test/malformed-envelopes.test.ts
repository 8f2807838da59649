import { digestOfJson, type ErrorCode, type Manifest } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import type { Call, Tampering } from './support/calls.js';
import { newUpload, proposing } from './support/content.js';
import { expectDone, expectRefusal } from './support/expecting.js';
import { asJson, at, changed, isObject, type Json, placesIn, wrongValues } from './support/faults.js';
import { openHospital } from './support/world.js';

const hospital = await openHospital();

/** One fault in an otherwise correct upload, and how the contract refuses it. */
interface Fault {
  readonly name: string;
  readonly code: ErrorCode;
  /** Part of the refusal's text: the contract finds exactly this fault. */
  readonly text: string;
  readonly change?: (content: Json) => Json;
  /** Changes the bytes of one attachment before its digest is computed. */
  readonly bytes?: readonly [attachment: string, spoil: (text: string) => string];
}

/** An upload's attachments as JSON, which always have the same shape. */
const example = asJson(
  proposing(
    { mspId: 'HospitalAMSP', name: '' } as never,
    newUpload({ mspId: 'HospitalAMSP', name: '' } as never),
  ).attachments ?? {},
);

/** The contract cannot know how many bytes the store has; a later generation is well formed and is refused below. */
const wellFormed = ['envelope.manifest.size: too large', 'shares.sets.0.generation: too large'];

const places = placesIn(example).filter((path) => path.length > 1);

/** Each member of each part is left out, of another type, empty, too long or out of bounds. */
const wrongMembers: readonly Fault[] = places.flatMap((path) =>
  wrongValues(at(example, path)).flatMap(([fault, value]) => {
    const name = `${path.join('.')}: ${fault}`;
    if (wellFormed.includes(name)) return [];
    const place = path.slice(1).join('.');
    const change = (content: Json): Json => changed(content, path, value);
    // A list without its only item is an empty list: no path names the missing item.
    const isItemLost = fault === 'missing' && typeof path.at(-1) === 'number';
    return [{ name, code: 'INVALID', text: isItemLost ? '' : `malformed at ${place}`, change } as const];
  }),
);

/** Unknown members in each object, including names that JavaScript treats specially. */
const unknownMembers: readonly Fault[] = [[], ...places]
  .filter((path) => path.length > 0 && isObject(at(example, path)))
  .flatMap((path) =>
    ['extra', '__proto__', 'constructor', 'toString'].map((member) => ({
      name: `${path.join('.')}: unknown member ${member}`,
      code: 'INVALID',
      text: 'malformed',
      change: (content: Json): Json => {
        const object = { ...(at(content, path) as object) };
        Object.defineProperty(object, member, { value: 'x', enumerable: true });
        return changed(content, path, object);
      },
    })),
  );

/** Values of the right form that do not belong to this upload. */
const wrongManifests: readonly (readonly [member: keyof Manifest, value: string, text: string])[] = [
  ['suite', 'medseal-0', 'malformed at manifest.suite'],
  ['suite', 'medseal-2', 'malformed at manifest.suite'],
  ['channel', 'a'.repeat(250), 'malformed at manifest.channel'],
  ['channel', 'medsea1', 'bound'],
  ['reportId', 'ver_00000000000000000000000000A', 'malformed at manifest.reportId'],
  ['ciphertextSha256', `sha256:${'A'.repeat(64)}`, 'malformed at manifest.ciphertextSha256'],
  ['ciphertextSha256', `sha512:${'a'.repeat(64)}`, 'malformed at manifest.ciphertextSha256'],
  ['ciphertextSha256', `sha256:${'a'.repeat(63)}`, 'malformed at manifest.ciphertextSha256'],
  ['sealedMetadataSha256', `sha256:${'0'.repeat(64)}`, 'metadata'],
  ['floeHeader', Buffer.alloc(73).toString('base64'), 'malformed at manifest.floeHeader'],
  ['floeHeader', Buffer.alloc(75).toString('base64'), 'malformed at manifest.floeHeader'],
  ['floeHeader', Buffer.alloc(74, 255).toString('base64url'), 'malformed at manifest.floeHeader'],
  ['floeHeader', `${Buffer.alloc(74).toString('base64')}\n`, 'malformed at manifest.floeHeader'],
];

const wrongValuesOfForm: readonly Fault[] = [
  ...wrongManifests.map(([member, value, text]) => ({
    name: `envelope.manifest.${member}: ${value.length} characters ${value.slice(0, 12)}…${value.slice(-3).trim()}`,
    code: 'INVALID' as const,
    text,
    change: (content: Json) => changed(content, ['envelope', 'manifest', member], value),
  })),
  ...(
    [
      ['sealedMetadata', Buffer.alloc(73).toString('base64'), 'malformed at sealedMetadata'],
      ['sealedMetadata', Buffer.alloc(16_385).toString('base64'), 'malformed at sealedMetadata'],
      ['sealedMetadata', Buffer.alloc(200).toString('base64'), 'metadata'],
    ] as const
  ).map(([member, value, text]) => ({
    name: `envelope.${member}: ${value.length} characters`,
    code: 'INVALID' as const,
    text,
    change: (content: Json) => changed(content, ['envelope', member], value),
  })),
  ...(
    [
      [['generation'], 2, 'generation'],
      [['threshold'], 1, 'threshold'],
      [['threshold'], 3, 'threshold'],
      [['threshold'], 256, 'malformed at sets.0.threshold'],
      [['kind'], 'emergency', 'share sets'],
      [['kind'], 'other', 'malformed at sets.0.kind'],
      [['shares'], [], 'malformed at sets.0.shares'],
      [['shares', 0, 'mspId'], 'HospitalBMSP', 'holders'],
      [['shares', 0, 'mspId'], 'Hospital A', 'malformed at sets.0.shares.0.mspId'],
      [['shares', 0, 'keyVersion'], 2, 'holders'],
      [['shares', 0, 'keyVersion'], 1_000_001, 'malformed at sets.0.shares.0.keyVersion'],
      [
        ['shares', 0, 'sealed'],
        Buffer.alloc(1_168).toString('base64'),
        'malformed at sets.0.shares.0.sealed',
      ],
    ] as const
  ).map(([path, value, text]) => ({
    name: `shares.sets.0.${path.join('.')}: ${JSON.stringify(value).slice(0, 24)}`,
    code: 'INVALID' as const,
    text,
    change: (content: Json) => changed(content, ['shares', 'sets', 0, ...path], value as unknown as Json),
  })),
  ...(
    [
      ['holder', 'HospitalAMSP', 'someone else'],
      ['holder', 'a b', 'malformed at wraps.0.holder'],
      ['basis', 'author', 'wrap'],
      ['basis', 'theirs', 'malformed at wraps.0.basis'],
      ['keyVersion', 2, 'someone else'],
      ['sealed', Buffer.alloc(1_169).toString('base64'), 'malformed at wraps.0.sealed'],
    ] as const
  ).map(([member, value, text]) => ({
    name: `wraps.wraps.0.${member}: ${String(value).slice(0, 24)}`,
    code: 'INVALID' as const,
    text,
    change: (content: Json) => changed(content, ['wraps', 'wraps', 0, member], value),
  })),
  {
    name: 'shares: a holder twice',
    code: 'INVALID',
    text: 'holders',
    change: (content) => {
      const shares = at(content, ['shares', 'sets', 0, 'shares']) as Json[];
      return changed(content, ['shares', 'sets', 0, 'shares'], [shares[0], ...shares.slice(0, 2)] as Json[]);
    },
  },
  {
    name: 'wraps: one’s own wrap twice',
    code: 'INVALID',
    text: 'one wrap own',
    change: (content) => {
      const wraps = at(content, ['wraps', 'wraps']) as Json[];
      return changed(content, ['wraps', 'wraps'], [...wraps, ...wraps]);
    },
  },
];

/** The same content in other bytes, with matching signature and digest. */
const otherBytes: readonly Fault[] = ['envelope', 'shares', 'wraps'].flatMap((attachment) =>
  (
    [
      ['white space', (text) => text.replace(':', ': '), 'not in canonical form'],
      ['a line feed at the end', (text) => `${text}\n`, 'not in canonical form'],
      ['a byte order mark', (text) => `\uFEFF${text}`, 'not JSON in UTF-8'],
      ['a duplicate member', (text) => text.replace(/\{("[^"]+":)/, '{$1null,$1'), 'not in canonical form'],
      ['an escaped letter', (text) => text.replace('"', '"\\u0061'), 'not in canonical form'],
      ['a number as a float', (text) => text.replace(/":(\d+)/, '":$1.0'), 'not'],
      ['a number with an exponent', (text) => text.replace(/":(\d+)/, '":$1e0'), 'not'],
      ['a number beyond all bounds', (text) => text.replace(/":(\d+)/, '":1e999'), 'not'],
      ['a lone surrogate', (text) => text.replace('"', '"\\ud800'), 'lone surrogate'],
      ['ten thousand levels', () => '['.repeat(10_000) + ']'.repeat(10_000), 'nested too deeply'],
      ['a list', (text) => `[${text}]`, 'malformed'],
      ['nothing', () => '', 'not JSON'],
      ['a half of it', (text) => text.slice(0, text.length / 2), 'not JSON'],
    ] as readonly (readonly [string, (text: string) => string, string])[]
  ).map(([fault, spoil, text]) => ({
    name: `${attachment}: ${fault}`,
    code: 'INVALID' as const,
    text,
    bytes: [attachment, spoil] as const,
  })),
);

const faults: readonly Fault[] = [...wrongMembers, ...unknownMembers, ...wrongValuesOfForm, ...otherBytes];

/** A proposal of Alice's with one fault; everything else is consistent with it. */
function withFault({ change, bytes }: Partial<Fault>): readonly [Call, Tampering] {
  const call = proposing(hospital.alice, newUpload(hospital.alice));
  const before = asJson(call.attachments ?? {});
  const content = (change?.(before) ?? before) as Record<string, object>;
  const manifest = (content['envelope'] as { manifest?: Json } | null)?.manifest;
  const statement = manifest ? { ...call.statement, manifest: digestOfJson(manifest) } : call.statement;
  const [attachment, spoil] = bytes ?? [];
  let next = 0;
  const names = Object.keys(content);
  const tampering: Tampering = {
    attachment: (given) =>
      names[next++] === attachment && spoil !== undefined
        ? Buffer.from(spoil(Buffer.from(given).toString()))
        : given,
  };
  return [{ ...call, statement, attachments: content }, tampering];
}

describe('an envelope with one fault', () => {
  test('is refused only for that fault: without it, the act succeeds', async () => {
    expectDone(await hospital.world.try(...withFault({})));
    expect(faults.length).toBeGreaterThanOrEqual(150);
    expect(
      faults.filter(({ name }, index) => faults.findIndex((each) => each.name === name) < index),
    ).toEqual([]);
  });

  test.each(faults)('$name', async (fault) => {
    const [call, tampering] = withFault(fault);
    expectRefusal(await hospital.world.try(call, tampering), fault.code, fault.text);
  });
});
