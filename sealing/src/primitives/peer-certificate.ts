import { X509Certificate } from 'node:crypto';

/**
 * True when a certificate was issued by exactly this root and both are valid at `now`: issuer, signature, times.
 * There are no intermediates: an organization's TLS CA signs its parts' certificates itself.
 * @param certificateDer the certificate whose key the other side has just proved that it holds (TLS 1.3)
 * @param rootPem the TLS root that the ledger names for an organization
 */
export function chainsTo(certificateDer: Uint8Array, rootPem: string, now: Date): boolean {
  const certificate = parse(certificateDer);
  const root = parse(rootPem);
  if (certificate === undefined || root === undefined) return false;
  return (
    root.ca &&
    !certificate.ca &&
    validAt(root, now) &&
    validAt(certificate, now) &&
    certificate.checkIssued(root) &&
    certificate.verify(root.publicKey)
  );
}

function parse(encoded: Uint8Array | string): X509Certificate | undefined {
  try {
    return new X509Certificate(encoded);
  } catch {
    return undefined;
  }
}

function validAt(certificate: X509Certificate, now: Date): boolean {
  return certificate.validFromDate <= now && now <= certificate.validToDate;
}
