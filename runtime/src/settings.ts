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
  const values = new Map(Object.keys(shape).map((name) => [name, valueOf(environment, name)]));
  const unreadable = new Map(
    [...values].flatMap(([name, value]) => (value instanceof Unreadable ? [[name, value.code]] : [])),
  );
  const parsed = z.object(shape).safeParse(Object.fromEntries(values));
  if (parsed.success && unreadable.size === 0) return parsed.data;
  const issues = (parsed.error?.issues ?? []).map(({ path, message }) => ({ name: path.join('.'), message }));
  const faults = issues
    .filter(({ name }) => !unreadable.has(name))
    .map(({ name, message }) =>
      values.get(name) === undefined ? `${name} is missing` : `${name}: ${message}`,
    );
  const unread = [...unreadable].map(([name, code]) => `${name}_FILE cannot be read (${code})`);
  throw new ConfigError([...unread, ...faults].join('; '));
}

/** True when a setting is given. One whose file cannot be read is given; an empty one is not. */
export function isGiven(environment: Environment, name: string): boolean {
  return valueOf(environment, name) !== undefined;
}

/** Names of this product in the environment that are not settings. */
export function unknownNames(environment: Environment, known: readonly string[]): string[] {
  const all = new Set(known.flatMap((name) => [name, `${name}_FILE`]));
  return Object.keys(environment).filter((name) => name.startsWith('MEDSEAL_') && !all.has(name));
}

/** Every setting may stand in a file named by NAME_FILE instead: that is how secrets stay out of process lists. Empty is none. */
function valueOf(environment: Environment, name: string): string | Unreadable | undefined {
  const file = environment[`${name}_FILE`];
  const value = file === undefined ? environment[name] : readValue(file);
  return value === '' ? undefined : value;
}

/** In place of the value of a file that cannot be read: why, as the system says it (`ENOENT`). */
class Unreadable {
  constructor(readonly code: string) {}
}

/** Without the last line end, which editors add. */
function readValue(path: string): string | Unreadable {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    return new Unreadable((error as NodeJS.ErrnoException).code ?? 'unknown');
  }
}
