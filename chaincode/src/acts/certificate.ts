import { X509Certificate } from 'node:crypto';
import { affiliationOf, digestOf, roleSchema, type Digest, type Role } from '@medseal/ledger-model';
import type { LedgerContext } from '../ledger/context.js';
import { refuseUnless } from '../ledger/refusal.js';

/** What the client's certificate says; the peer has verified that the MSP issued it. */
export interface Certificate {
  readonly mspId: string;
  /** Pseudonym of a person, name of a machine. */
  readonly enrolmentId: string;
  readonly role: Role;
  /** Digest of the DER. */
  readonly sha256: Digest;
  /** Bounds of validity, Unix time in milliseconds. */
  readonly notBefore: number;
  readonly notAfter: number;
}

/**
 * Reads the certificate that signed the proposal. The attributes are those that Fabric CA writes into the extension
 * 1.2.3.4.5.6.7.8.1 (fabric-ca, attribute-based access control); a CA credential is bound to an affiliation, so a role
 * counts only with its affiliation.
 * @throws {LedgerError} `FORBIDDEN`
 */
export function readCertificate(ctx: LedgerContext): Certificate {
  const certificate = new X509Certificate(Buffer.from(ctx.stub.getCreator().idBytes));
  const commonName: unknown = certificate.toLegacyObject().subject.CN;
  const enrolmentId = ctx.clientIdentity.getAttributeValue('hf.EnrollmentID');
  refuseUnless(
    typeof enrolmentId === 'string' && enrolmentId === commonName,
    'FORBIDDEN',
    'the certificate does not name its holder',
  );
  const role = roleSchema.safeParse(ctx.clientIdentity.getAttributeValue('medseal.role'));
  refuseUnless(role.success, 'FORBIDDEN', 'the certificate has no role');
  const affiliation = ctx.clientIdentity.getAttributeValue('hf.Affiliation');
  refuseUnless(
    affiliation === affiliationOf[role.data],
    'FORBIDDEN',
    'the affiliation does not fit the role',
  );
  return {
    mspId: ctx.stub.getCreator().mspid,
    enrolmentId,
    role: role.data,
    sha256: digestOf(certificate.raw),
    notBefore: certificate.validFromDate.getTime(),
    notAfter: certificate.validToDate.getTime(),
  };
}
