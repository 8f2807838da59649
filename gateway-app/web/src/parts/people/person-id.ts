import { bareId } from '@medseal/input-rules';

/** Crockford's base 32 and the check character's alphabet, as `ledger-model` writes ids. */
const bodyAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const checkAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const prefix = 'per_';
const bodyLength = 26;

/** What a typed, pasted or scanned text is: still empty, a person id, or why it is not one. */
export type ReadPersonId =
  | Readonly<{ kind: 'empty' }>
  | Readonly<{ kind: 'id'; personId: string }>
  /** The wrong length, or characters that no id has. */
  | Readonly<{ kind: 'form' }>
  /** The form is valid, the check character is not: at least one character is wrong. */
  | Readonly<{ kind: 'check' }>;

/**
 * Reads a person id from what a person typed. Separators and case do not matter, the prefix may be missing, words may
 * precede it, and I, L and O count as the digits they look like (the check character may be any letter and is taken as
 * it is).
 */
export function readPersonId(text: string): ReadPersonId {
  const bare = bareId(text).toUpperCase();
  if (bare === '') return { kind: 'empty' };
  const characters = bare
    .replace(/^.*PER_/, '')
    .replace(/^PER/, '')
    .replaceAll('_', '');
  const body = characters.slice(0, bodyLength).replaceAll(/[IL]/g, '1').replaceAll('O', '0');
  const check = characters.slice(bodyLength);
  if (!isBody(body) || !/^[0-9A-Z]$/.test(check)) return { kind: 'form' };
  return check === checkCharacter(body) ? { kind: 'id', personId: prefix + body + check } : { kind: 'check' };
}

/** A person id in groups of four, as it is printed and read out: `per_ 0319 PPMH …`. */
export function groupedPersonId(personId: string): string {
  if (!personId.startsWith(prefix)) return personId;
  const groups = personId.slice(prefix.length).match(/.{1,4}/g) ?? [];
  return [prefix, ...groups].join(' ');
}

/** 128 bits are 26 characters whose first is at most 7. */
function isBody(body: string): boolean {
  return (
    body.length === bodyLength &&
    /^[0-7]/.test(body) &&
    Array.from(body).every((each) => bodyAlphabet.includes(each))
  );
}

// Pages do not load ledger-model, which hashes with Node's crypto.
/* jscpd:ignore-start */
/** ISO/IEC 7064 MOD 37,36. */
function checkCharacter(body: string): string {
  let product = 36;
  for (const character of body) {
    const sum = (product + checkAlphabet.indexOf(character)) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return checkAlphabet.charAt((37 - product) % 36);
}
/* jscpd:ignore-end */
