import type { Launch } from '../supervisor/supervised-process.js';
import type { Instance, Organization } from '../topology/instance.js';
import { topology } from '../topology/topology.js';
import type { Probe } from './probe.js';

/** The kinds of parts, in the order in which they depend on one another. */
export const partKinds = ['ca', 'store', 'orderer', 'peer', 'chaincode', 'agent', 'gateway'] as const;
export type PartKind = (typeof partKinds)[number];

/** The facts about one kind of part. */
export interface PartDefinition {
  readonly launch: (instance: Instance, organization: Organization) => Launch;
  readonly probe: (organization: Organization) => Probe;
  /** The port that status shows. */
  readonly port: keyof Organization['ports'];
}

/** One part of one organization, `HospitalA/peer`. */
export interface Part {
  readonly name: string;
  readonly kind: PartKind;
  readonly organization: Organization;
}

/** The kinds of parts that an organization runs. */
export function kindsOf(organization: Organization): PartKind[] {
  const { all, hospital } = topology.parts;
  const kinds: readonly PartKind[] = organization.kind === 'hospital' ? [...all, ...hospital] : all;
  return partKinds.filter((kind) => kinds.includes(kind));
}

/** All parts of an instance, or only those of the given kinds. */
export function partsOf(instance: Instance, kinds: readonly PartKind[] = partKinds): Part[] {
  return instance.organizations.flatMap((organization) =>
    kindsOf(organization)
      .filter((kind) => kinds.includes(kind))
      .map((kind) => ({ name: `${organization.name}/${kind}`, kind, organization })),
  );
}

/** The parts that a user means by `HospitalA/peer`, or by `HospitalA` for all of it; none if there is no such part. */
export function selectParts(instance: Instance, selector: string): Part[] {
  return partsOf(instance).filter(
    ({ name, organization }) => name === selector || organization.name === selector,
  );
}
