import type { PartDefinition, PartKind } from './part.js';
import { fabricParts } from './fabric-parts.js';
import { medsealParts } from './medseal-parts.js';

/** Every kind of part: how it starts, how one sees that it serves, which port it shows. */
export const partDefinitions: Readonly<Record<PartKind, PartDefinition>> = {
  ...fabricParts,
  ...medsealParts,
};
