import { readFileSync } from 'node:fs';
import { consortiumSchema, type Consortium } from '@medseal/ledger-model';
import { computeCodeDigest } from './code-digest.js';

/** What all organizations agreed on by approving the chaincode definition. */
export interface Settings {
  readonly consortium: Consortium;
  /** Digest of code and consortium file, 64 hex digits; every private record holds it. */
  readonly rules: string;
}

/**
 * Reads the consortium file named by `MEDSEAL_CONSORTIUM` and checks code and file against the digest in
 * `MEDSEAL_RULES`.
 * @throws {Error} when a variable is missing, the file is malformed, or the digest differs: then nothing may start,
 * because this process would run rules that the organization did not approve.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const path = required(environment, 'MEDSEAL_CONSORTIUM');
  const approved = required(environment, 'MEDSEAL_RULES');
  const rules = computeCodeDigest(path);
  if (rules !== approved) {
    throw new Error(
      `code and consortium file have the digest ${rules}, but ${approved} was approved (MEDSEAL_RULES)`,
    );
  }
  const parsed = consortiumSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error('the consortium file is malformed', { cause: parsed.error });
  return { consortium: parsed.data, rules };
}

function required(environment: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = environment[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}
