import { X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { daysLeft, type CertificateUse } from '@medseal/gateway-app/checks';
import { z } from 'zod';
import type { Organization } from '../topology/instance.js';
import { type Authority, authorityFiles, connectionFile } from '../topology/layout.js';

/** A certificate that a part of an organization uses. */
export interface ListedCertificate {
  /** Whose it is and what it is for. */
  readonly what: string;
  /** RFC 3339. */
  readonly until: string;
  /** Whole days; negative when it has expired. */
  readonly daysLeft: number;
}

/**
 * The certificates of all parts of an organization, as they are in its folder. A running part may still use an older
 * one.
 */
export function certificatesOf(organization: Organization): readonly CertificateUse[] {
  const { folder } = organization;
  const root = (authority: Authority) => authorityFiles(organization, authority).certificate;
  const files = [
    ['root of people', root('people')],
    ['root of machines', root('machines')],
    ['root of TLS', root('tls')],
    // The CA creates this one itself.
    ['TLS of ca', path.join(authorityFiles(organization, 'tls').folder, 'tls-cert.pem')],
    ...listed(path.join(folder, 'identities')).map(
      (name) =>
        [`identity ${name}`, path.join(folder, 'identities', name, 'signcerts', 'certificate.pem')] as const,
    ),
    ...listed(path.join(folder, 'tls')).map(
      (name) => [`TLS of ${name}`, path.join(folder, 'tls', name, 'public.crt')] as const,
    ),
  ] as const;
  const found = files.flatMap(([what, file]) =>
    existsSync(file) ? [use(organization, what, readFileSync(file, 'utf8'))] : [],
  );
  return [...found, ...ofConnection(organization)];
}

/** As `network status --json` shows them, the first to expire first. */
export function listCertificates(
  certificates: readonly CertificateUse[],
  now: Date,
): readonly ListedCertificate[] {
  return certificates
    .toSorted((a, b) => a.until.getTime() - b.until.getTime())
    .map(({ what, until }) => ({ what, until: until.toISOString(), daysLeft: daysLeft({ until }, now) }));
}

/** The peer shows a copy of its TLS certificate to the chaincode process. */
function ofConnection(organization: Organization): readonly CertificateUse[] {
  const file = connectionFile(organization);
  if (!existsSync(file)) return [];
  const { client_cert } = z.object({ client_cert: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8')));
  return [use(organization, 'TLS of peer towards chaincode', client_cert)];
}

function use({ name }: Organization, what: string, pem: string): CertificateUse {
  return { what: `${name}: ${what}`, until: new X509Certificate(pem).validToDate };
}

function listed(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
