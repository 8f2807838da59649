import path from 'node:path';
import { type Database, writeRow } from '../adapters/sqlite/database.js';
import { diskSpaceOf } from '../adapters/machine/disk-space.js';
import {
  ownCertificate,
  type ServedAt,
  servedAtAddress,
  servedAtUrl,
  servedCertificates,
} from '../adapters/machine/served-certificates.js';
import type { Channel } from './channel.js';
import type { Config } from './config.js';
import {
  certificatesFinding,
  type CertificateUse,
  databaseFinding,
  diskFinding,
  type Looks,
} from '../domain/health/checks.js';
import { clockFinding, withOwnAgent } from '../domain/health/clock-findings.js';
import { type Clocks, timeText } from '../domain/shared/clock.js';
import type { Lifetime } from './lifetime.js';
import { SlowLook } from '../workers/slow-look.js';

/** Milliseconds between two checks. */
const intervals = { clock: 10_000, certificates: 60_000, database: 60_000 } as const;

/** Watches what this machine and its parts need to keep working: clock, certificates, disk, database. */
export function composeWatches(
  config: Config,
  { organizations }: Channel,
  { clocks, database, lifetime }: Readonly<{ clocks: Clocks; database: Database; lifetime: Lifetime }>,
): Looks {
  const clock = new SlowLook({
    look: async () => {
      const { length: total } = await organizations.all();
      const { others, own } = await clocks.offsets(config.mspId);
      return withOwnAgent(clockFinding(others, total), own, config.organization);
    },
    interval: intervals.clock,
  });
  const own = ownCertificates(config);
  const certificates = new SlowLook({
    look: async () => {
      const agent = await organizations.byMspId(config.mspId).catch(() => undefined);
      const places = [
        ...partsOf(config),
        ...(agent === undefined ? [] : [servedAtUrl('TLS of the key agent', agent.keyAgentUrl)]),
      ];
      return certificatesFinding([...own, ...(await servedCertificates(places))], new Date());
    },
    interval: intervals.certificates,
  });
  const writes = new SlowLook({
    look: () => writeRow(database, timeText(Date.now())).then(() => databaseFinding(), databaseFinding),
    interval: intervals.database,
  });
  lifetime.runs(clock, certificates, writes);
  return {
    clock: () => Promise.resolve(clock.finding()),
    certificates: () => Promise.resolve(certificates.finding()),
    database: () => Promise.resolve(writes.finding()),
    disk: async () =>
      diskFinding([await diskSpaceOf('The gateway’s databases', path.dirname(config.database))]),
  };
}

/** As this process has read them: a newer file takes effect at the next start. */
function ownCertificates({ service, tls, ca, peer, store }: Config): readonly CertificateUse[] {
  const roots = new Map(
    [peer.tlsRoot, ca.tlsRoot, ...(store ? [store.tlsRoot] : [])].map((pem) => [pem.trim(), pem]),
  );
  return [
    ownCertificate('identity of this gateway', service.certificate),
    ownCertificate('TLS of this gateway', tls.certificate),
    ...[...roots.values()].map((pem) => ownCertificate('root of TLS', pem)),
  ];
}

function partsOf({ peer, ordererAddress, ca, store }: Config): readonly ServedAt[] {
  return [
    servedAtAddress('TLS of the peer', peer.address),
    servedAtAddress('TLS of the orderer', ordererAddress),
    servedAtUrl('TLS of the CA', ca.url),
    ...(store === undefined ? [] : [servedAtUrl('TLS of the store', store.url)]),
  ];
}
