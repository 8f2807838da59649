import { digestOf, type Manifest } from '@medseal/ledger-model';
import { halfCommitment, type Halves } from '../src/halves/report-key.js';
import { ids } from './fixtures.js';

/** A manifest that commits to these halves; its other members belong to no report. */
export function manifestOf(halves: Halves, boundTo = ids): Manifest {
  return {
    ...boundTo,
    ciphertextSha256: digestOf('bytes'),
    size: 1000,
    floeHeader: Buffer.alloc(74).toString('base64'),
    sealedMetadataSha256: digestOf('metadata'),
    patientHalfCommitment: halfCommitment('patientHalf', halves.patientHalf, boundTo),
    ledgerHalfCommitment: halfCommitment('ledgerHalf', halves.ledgerHalf, boundTo),
  };
}
