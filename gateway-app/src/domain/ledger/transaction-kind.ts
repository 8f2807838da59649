import { chaincodeName, collections, submittedFunctions } from '@medseal/ledger-model';
import { z } from 'zod';

/**
 * What a transaction is for medseal:
 * - `act`: an act of medseal, valid or not;
 * - `fabric`: the channel's configuration, or the life cycle of the chaincode;
 * - `foreign`: readable, but neither;
 * - `unreadable`: its parts cannot be read.
 */
export const transactionKinds = ['act', 'fabric', 'foreign', 'unreadable'] as const;
export type TransactionKind = (typeof transactionKinds)[number];

/** A call as a transaction's proposal names it. */
export interface NamedCall {
  /** Name of the chaincode. */
  readonly chaincode: string;
  readonly function: string;
  /** Arguments after the function's name, UTF-8. */
  readonly arguments: readonly string[];
  /** RFC 3339; `undefined` if it is not a time. */
  readonly at: string | undefined;
}

/** A part of the state: a namespace is the name of a chaincode. */
export interface Place {
  readonly namespace: string;
  /** `undefined` for public world state. */
  readonly collection: string | undefined;
}

/** Where a transaction writes. */
export interface WrittenPlace extends Place {
  /** Changes the endorsement policy of a key, which no act does. */
  readonly isPolicy: boolean;
}

/** Fabric's chaincode of definitions and approvals. */
const lifecycle = '_lifecycle';
/** Prefix of an organization's own collection, which can be written with its endorsement alone. */
const implicitCollection = '_implicit_org_';

const actNames: ReadonlySet<string> = new Set(
  Object.entries(submittedFunctions).map(([name, { contract }]) => `${contract}:${name}`),
);

/** The header that every act carries (ARCHITECTURE, how an act is authenticated); later ones may contain more. */
const actHeader = z.looseObject({ at: z.string(), statement: z.string(), signature: z.string() });

/**
 * Distinguishes acts from other transactions. A valid transaction that writes where our records are is an act,
 * whatever its name and whatever else it carries: Fabric has put its writes into the state, with the endorsement that
 * our records need. An invalid one changed nothing; it is shown as an act if it looks like one.
 */
export function kindOf(call: NamedCall, written: readonly WrittenPlace[], isValid: boolean): TransactionKind {
  if (!isValid) return looksLikeAct(call, written) ? 'act' : 'foreign';
  if (written.some((place) => !place.isPolicy && isOurs(place))) return 'act';
  return isLifecycle(call, written) ? 'fabric' : 'foreign';
}

/** True when a majority of the channel's organizations endorsed. */
export function isEndorsed(endorsers: readonly string[], members: number): boolean {
  return 2 * new Set(endorsers).size > members;
}

/** True for public state of our chaincode and for our collections; false for an organization's own implicit one. */
export function isOurs({ namespace, collection }: Place): boolean {
  if (namespace !== chaincodeName) return false;
  return collection === undefined || collections.some((ours) => ours === collection);
}

/** For an invalid transaction, which changed nothing. */
function looksLikeAct(call: NamedCall, written: readonly WrittenPlace[]): boolean {
  return (
    call.at !== undefined &&
    isActCall(call) &&
    written.length > 0 &&
    written.every((place) => !place.isPolicy && isOurs(place))
  );
}

/** Whether a valid transaction did what the life-cycle function that it names does. */
function isLifecycle(call: NamedCall, written: readonly WrittenPlace[]): boolean {
  if (call.chaincode !== lifecycle || written.some(({ namespace }) => namespace !== lifecycle)) return false;
  switch (call.function) {
    case 'CommitChaincodeDefinition':
      // Writing there takes the endorsements of a majority.
      return written.some(({ collection, isPolicy }) => collection === undefined && !isPolicy);
    case 'ApproveChaincodeDefinitionForMyOrg':
      return isApproval(written);
    default:
      return false;
  }
}

function isApproval([first, ...more]: readonly WrittenPlace[]): boolean {
  return (
    first?.collection?.startsWith(implicitCollection) === true &&
    [first, ...more].every(({ collection, isPolicy }) => collection === first.collection && !isPolicy)
  );
}

function isActCall({ chaincode, function: name, arguments: [header, ...more] }: NamedCall): boolean {
  if (chaincode !== chaincodeName || !actNames.has(name) || more.length > 0) return false;
  try {
    return actHeader.safeParse(JSON.parse(header ?? '')).success;
  } catch {
    return false;
  }
}
