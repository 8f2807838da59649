import { StatusCode } from '@hyperledger/fabric-gateway';
import { Failure } from '../../domain/shared/failure.js';
import { endorsersOf } from './block-parser.js';
import { NotEndorsed, Retry, stubbornly } from './fabric-failures.js';
import { envelopeOf } from './fabric-transactions.js';

/** The act's transaction id is used up by other bytes; another proposal has another id. */
export function taken(): Retry {
  const detail = 'another organization keeps this act from being recorded';
  return new Retry(new Failure('UNAVAILABLE', detail, { retryAfter: 5 }, 'transaction id taken'), stubbornly);
}

/** Codes of a lost race; another proposal may win. */
const races: readonly number[] = [StatusCode.MVCC_READ_CONFLICT, StatusCode.PHANTOM_READ_CONFLICT];

/** A transaction that is in a block but invalid. */
export function invalidated(code: number, bytes: Uint8Array): Error {
  const cause = `validation code ${code}`;
  if (races.includes(code))
    return new Retry(new Failure('CONFLICT', 'another act on the same record came first', {}, cause));
  if (code === StatusCode.ENDORSEMENT_POLICY_FAILURE)
    return new NotEndorsed(endorsersOf(envelopeOf(bytes)), cause);
  return new Failure('UNAVAILABLE', 'the ledger did not accept the transaction', {}, cause);
}
