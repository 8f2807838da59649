import { existsSync } from 'node:fs';
import { z } from 'zod';
import { writeFile } from '../write-file.js';
import type { Instance } from './instance.js';
import { sharedFiles } from './layout.js';
import { readJson } from './read-json.js';

const definitionSchema = z.object({
  /** `<semver>+<rules>`; what every organization approves. */
  version: z.string(),
  /** Digest of chaincode and consortium file, 64 hex digits; chaincode processes refuse to start with another. */
  rules: z.string(),
  /** Absent until the channel has committed it. */
  sequence: z.int().exactOptional(),
});

/** The chaincode definition that an instance has or is about to get. */
export type Definition = Readonly<z.output<typeof definitionSchema>>;

/** The definition stored in the home. */
export function readDefinition(instance: Pick<Instance, 'home'>): Definition | undefined {
  const { definition } = sharedFiles(instance);
  return existsSync(definition) ? readJson(definition, definitionSchema) : undefined;
}

/** Stores a definition. */
export function writeDefinition(instance: Pick<Instance, 'home'>, definition: Definition): void {
  writeFile(sharedFiles(instance).definition, `${JSON.stringify(definition)}\n`);
}
