import { canonicalBytes, parseCanonical, type JsonValue } from '@medseal/ledger-model';

/** JSON that can be changed in one place. */
export type Json = { [name: string]: Json } | Json[] | string | number | boolean | null;

/** The path to one place in JSON. */
export type Path = readonly (string | number)[];

/** A copy of a value as JSON. */
export function asJson(value: object): Json {
  return parseCanonical(canonicalBytes(value as JsonValue)) as Json;
}

/** Every place in a value: its members and items, and theirs; in lists, the first item stands for all. */
export function placesIn(value: Json, path: Path = []): readonly Path[] {
  const members = Array.isArray(value)
    ? value.slice(0, 1).map((item, index) => [index, item] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  return members.flatMap(([name, member]) => [[...path, name], ...placesIn(member, [...path, name])]);
}

/** The value at a place. */
export function at(value: Json, path: Path): Json {
  return path.reduce<Json>((inner, name) => (inner as Record<string | number, Json>)[name] ?? null, value);
}

/** A copy with another value in one place; without a value, the member is left out. */
export function changed(value: Json, path: Path, replacement: Json | undefined): Json {
  const copy = structuredClone(value);
  const last = path.at(-1) ?? '';
  const parent = at(copy, path.slice(0, -1)) as Record<string | number, Json>;
  if (replacement !== undefined) parent[last] = replacement;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else Reflect.deleteProperty(parent, last);
  return copy;
}

export function isObject(value: Json): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Values that are invalid for a place of this kind, by what is wrong with them. */
export function wrongValues(value: Json): readonly (readonly [fault: string, value: Json | undefined])[] {
  const always = [
    ['missing', undefined],
    ['null', null],
  ] as const;
  if (typeof value === 'string')
    return [...always, ['a number', 7], ['empty', ''], ['too long', `${value}${'A'.repeat(70_000)}`]];
  if (typeof value === 'number')
    return [...always, ['a text', String(value)], ['zero', 0], ['negative', -1], ['too large', 2 ** 53 - 1]];
  return [...always, ['a text', 'x'], Array.isArray(value) ? ['an object', {}] : ['a list', []]];
}
