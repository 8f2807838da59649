import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from '../write-file.js';
import type { Instance } from './instance.js';
import { sharedFiles } from './layout.js';

/** The chaincode definition that an instance works towards, or has. */
export interface Definition {
  /** `<semver>+<rules>`; what every organization approves. */
  readonly version: string;
  /** Digest of chaincode and consortium file, 64 hex digits; chaincode processes refuse to start on another. */
  readonly rules: string;
  /** Absent until the channel committed it. */
  readonly sequence?: number;
}

/** The definition remembered in the home. */
export function readDefinition(instance: Pick<Instance, 'home'>): Definition | undefined {
  const { definition } = sharedFiles(instance);
  return existsSync(definition) ? (JSON.parse(readFileSync(definition, 'utf8')) as Definition) : undefined;
}

/** Remembers a definition. */
export function writeDefinition(instance: Pick<Instance, 'home'>, definition: Definition): void {
  writeFile(sharedFiles(instance).definition, `${JSON.stringify(definition)}\n`);
}
