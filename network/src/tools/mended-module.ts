import { chmod, cp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { NetworkError } from '../network-error.js';

const place = {
  /** Go module that holds the file. */
  module: z.string(),
  /** Path inside the module. */
  file: z.string(),
  why: z.string(),
};

const correctionSchema = z.strictObject({
  ...place,
  /** Texts that the file must contain exactly once, and the lines that replace them. */
  replacements: z.array(z.strictObject({ expected: z.string(), becomes: z.array(z.string()) })).min(1),
});

const additionSchema = z.strictObject({
  ...place,
  /** Our file, next to `mends.json`, that becomes this file; the upstream must not have it. */
  source: z.string(),
});

/** A correction that our build makes to a file of an upstream module. */
export type Correction = z.output<typeof correctionSchema>;

/** What our build changes in an upstream module: a file is corrected, or one of ours is added. */
export type Mend =
  Correction | (Omit<z.output<typeof additionSchema>, 'source'> & Readonly<{ text: string }>);

/** Reads `mends.json` from an upstream's folder; an upstream without one is built as it is. */
export async function readMends(folder: string): Promise<readonly Mend[]> {
  const text = await readFile(path.join(folder, 'mends.json'), 'utf8').catch(missing);
  if (text === undefined) return [];
  const mends = z.array(z.union([correctionSchema, additionSchema])).parse(JSON.parse(text));
  return await Promise.all(
    mends.map(async (mend) => {
      if (!('source' in mend)) return mend;
      const { source, ...rest } = mend;
      return { ...rest, text: await readFile(path.join(folder, source), 'utf8') };
    }),
  );
}

/**
 * Replaces each expected text.
 * @throws {NetworkError} if the source does not contain it exactly once: then the upstream has changed, and someone
 * must look.
 */
export function mended(source: string, { file, replacements }: Correction): string {
  return replacements.reduce((text, { expected, becomes }) => {
    if (text.split(expected).length !== 2)
      throw new NetworkError(
        `${file} of the pinned upstream does not have the text that our build replaces.`,
        {
          next: 'compare network/tools/*/mends.json with the upstream’s source',
        },
      );
    return text.replace(expected, () => becomes.join('\n'));
  }, source);
}

/** Where a module is, and where its corrected copy goes. */
interface ModuleCopy {
  readonly module: string;
  readonly source: string;
  readonly copy: string;
}

/** Copies a module to a writable folder and corrects the copy's files. */
export async function copyMended(
  { module, source, copy }: ModuleCopy,
  mends: readonly Mend[],
): Promise<void> {
  const unused = path.join(source, 'docs');
  await cp(source, copy, { recursive: true, filter: (each) => each !== unused });
  await makeWritable(copy);
  for (const mend of mends.filter((each) => each.module === module)) {
    const file = path.join(copy, mend.file);
    if ('text' in mend) await writeFile(file, mend.text, { flag: 'wx' });
    else await writeFile(file, mended(await readFile(file, 'utf8'), mend));
  }
}

/** Go's module cache is read-only, and so is a copy of it: only root could change the copy and remove it. */
async function makeWritable(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    await chmod(path.join(entry.parentPath, entry.name), entry.isDirectory() ? 0o700 : 0o600);
}

function missing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
  throw error;
}
