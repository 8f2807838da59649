import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A program's environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting is missing or wrong; the message names settings, never values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** A setting that is the path of a text file (PEM); its value is the file's content. */
export const fileContent = z.string().transform((path, context) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    context.addIssue('names a file that cannot be read');
    return z.NEVER;
  }
});

/** Checks settings against their schemas. @throws {ConfigError} that lists all that is wrong. */
export function readSettings<Shape extends z.ZodRawShape>(
  shape: Shape,
  environment: Environment,
): z.output<z.ZodObject<Shape>> {
  const entries = Object.keys(shape).map((name) => [name, valueOf(environment, name)] as const);
  const given = Object.fromEntries(entries);
  const parsed = z.object(shape).safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => {
    const name = path.join('.');
    return given[name] === undefined ? `${name} is missing` : `${name}: ${message}`;
  });
  throw new ConfigError(faults.join('; '));
}

/** True when a setting (or the file that holds it) is given. */
export function isGiven(environment: Environment, name: string): boolean {
  return valueOf(environment, name) !== undefined;
}

/** Names of this product in the environment that are not settings. */
export function unknownNames(environment: Environment, known: readonly string[]): string[] {
  const all = new Set(known.flatMap((name) => [name, `${name}_FILE`]));
  return Object.keys(environment).filter((name) => name.startsWith('MEDSEAL_') && !all.has(name));
}

/** Every setting may stand in a file named by NAME_FILE instead: that is how secrets stay out of process lists. Empty is none. */
function valueOf(environment: Environment, name: string): string | undefined {
  const file = environment[`${name}_FILE`];
  const value = file === undefined ? environment[name] : readFirst(`${name}_FILE`, file);
  return value === '' ? undefined : value;
}

function readFirst(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    throw new ConfigError(`${name} cannot be read`, { cause });
  }
}
