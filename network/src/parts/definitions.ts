import type { PartDefinition, PartKind } from './part.js';
import { fabricParts } from './fabric-parts.js';
import { medsealParts } from './medseal-parts.js';

/** Every kind of part: how it starts, how to tell that it serves, which port status shows. */
export const partDefinitions: Readonly<Record<PartKind, PartDefinition>> = {
  ...fabricParts,
  ...medsealParts,
};
