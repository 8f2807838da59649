import { type Failure, isForLackOfRoom } from '../shared/failure.js';
import { counted, failing, fine, type Finding, type Look, warning } from './health.js';

/** The names of all checks: those of a gateway, and those that `network status` adds. */
export const checkNames = [
  'peer',
  'chaincode',
  'acts',
  'orderer',
  'projection',
  'transactions',
  'agents',
  'ca',
  'store',
  'journal',
  'database',
  'chain',
  'clock',
  'certificates',
  'disk',
  'gateway',
  'ordering',
  'parts',
  'supervisor',
] as const;
export type CheckName = (typeof checkNames)[number];

/** Looks by the names of their checks; those of parts that an organization does not run are left out. */
export type Looks = Readonly<Partial<Record<CheckName, Look>>>;

/** When a check warns, and when it fails. */
export const thresholds = {
  /** Whole days that a certificate is still valid. */
  certificateDays: { warn: 60, fail: 7 },
  /**
   * Free part of a file system. When it is almost full, databases can no longer write, and some stay broken
   * afterwards.
   */
  freeDisk: { warn: 0.1, fail: 0.02 },
  /** Seconds between this clock and that of a majority. Peers refuse acts whose time is more than two minutes off. */
  clockSeconds: { warn: 30, fail: 120 },
} as const;

/** A majority of shares opens a report. */
export function agentsFinding(figures: Readonly<{ up: number; total: number }>): Finding {
  const { up, total } = figures;
  const detail = `${up} of ${total} key agents answer.`;
  const remedy = 'Start this organization’s key agent, or contact the operator whose agent is down.';
  if (up === total) return fine(detail, figures);
  return 2 * up > total ? warning(detail, remedy, figures) : failing(detail, remedy, figures);
}

/** The CA issues the certificates of sessions. */
export function caFinding(isReady: boolean): Finding {
  return isReady
    ? fine('The CA answers.')
    : failing('The CA does not answer: no one can log in or register.', 'Start the CA, and read its log.');
}

/** @param refusal why the store refused an upload, until it is known to take uploads again */
export function storeFinding(isReady: boolean, refusal?: Failure): Finding {
  if (!isReady) return failing('The store does not answer.', 'Start the store, and look at its log.');
  return refusal === undefined
    ? fine('The store answers.')
    : failing(`Uploads fail: ${refusal.detail}.`, 'See that the store has room, and look at its log.', {
        answers: 1,
      });
}

/** @param error why the gateway's database refused a write */
export function databaseFinding(error?: unknown): Finding {
  if (error === undefined) return fine('The database takes writes.');
  return isForLackOfRoom(error)
    ? failing(
        'The database has no room: no one can log in or write.',
        'Free disk space, or make the disk larger.',
      )
    : failing(
        'The database takes no writes: no one can log in or write.',
        'Check the permissions of its file and folder, and the disk.',
      );
}

/**
 * Says that this organization's peer has taken no private data since its disk was full; the supervisor matches this
 * sentence.
 */
export const peerStoreBroken =
  'This organization’s peer cannot store private data: its transient store failed, as it does when the disk is full.';

/** Why acts do not go through. `organization` is the MSP id of the peer that reported it, if one did. */
export type Trouble = Readonly<{
  kind: 'store' | 'clock' | 'certificate' | 'endorsing' | 'ordering';
  organization: string | undefined;
}>;

/** Acts go through; `ago` is the number of seconds since the latest one, or since a probe was endorsed. */
export function actsGoThrough(seen: 'act' | 'probe', ago: number): Finding {
  const what = seen === 'act' ? 'An act was committed' : 'Peers endorsed a probe';
  return fine(`${what} ${counted(ago, 'second')} ago.`, { ago });
}

/** Acts do not go through. @param own MSP id of this organization */
export function actsFail({ kind, organization }: Trouble, own: string): Finding {
  const isOwn = organization === own;
  const peer =
    organization === undefined || isOwn ? 'this organization’s peer' : `the peer of ${organization}`;
  switch (kind) {
    case 'store':
      return isOwn
        ? failing(peerStoreBroken, 'Free disk space, then restart the peer.')
        : failing(
            `Acts are not endorsed: ${peer} cannot store private data.`,
            'Tell its operator to free disk space and to restart the peer.',
          );
    case 'clock':
      return failing(
        `Acts are refused: the clock of ${peer} and this gateway’s differ by more than two minutes.`,
        'Set the clocks of both machines by NTP.',
      );
    case 'certificate':
      return failing(
        `Acts are refused: a certificate that ${peer} checked has expired.`,
        'Look at the check of the certificates, and renew the one that has expired.',
      );
    case 'endorsing':
      return failing(
        organization === undefined
          ? 'Acts are not endorsed.'
          : `Acts are not endorsed: ${peer} refuses or is silent.`,
        'Look at the peers and chaincode processes of all organizations, and read the log of the one that is named.',
      );
    case 'ordering':
      return failing(
        'The last act was endorsed, but no orderer put it into a block.',
        'Look at the orderers of all organizations: a majority must run and have a leader.',
      );
  }
}

/** Nothing shows whether orderers take acts again. @param ago seconds since the latest act that they did not take */
export function orderingInDoubt(ago: number): Finding {
  return warning(
    `No orderer took the last act ${counted(ago, 'second')} ago, and no block has come since.`,
    'Look at the orderers of all organizations; the next act or block shows whether they work.',
    { ago },
  );
}

/** A place that parts write to. */
export interface DiskSpace {
  /** What is stored there. */
  readonly what: string;
  /** Free part of its file system, between 0 and 1. */
  readonly free: number;
}

/** How much room is left in the fullest of these places. */
export function diskFinding(places: readonly DiskSpace[]): Finding {
  const fullest = places.toSorted((a, b) => a.free - b.free)[0];
  if (fullest === undefined) return fine('Nothing is written.');
  const { what, free } = fullest;
  const figures = { freePercent: Math.floor(free * 100) };
  const detail = `${what}: ${figures.freePercent} % of the disk is free.`;
  const remedy = 'Free disk space, or make the disk larger.';
  if (free < thresholds.freeDisk.fail) return failing(detail, remedy, figures);
  return free < thresholds.freeDisk.warn ? warning(detail, remedy, figures) : fine(detail, figures);
}

/** A certificate in use. */
export interface CertificateUse {
  /** Whose it is and what it is for. */
  readonly what: string;
  readonly until: Date;
}

/** Whole days that a certificate is still valid; negative when it has expired. */
export function daysLeft({ until }: Pick<CertificateUse, 'until'>, now: Date): number {
  return Math.floor((until.getTime() - now.getTime()) / 86_400_000);
}

/** How long certificates are still valid. Names those that expire first, at most three. */
export function certificatesFinding(certificates: readonly CertificateUse[], now: Date): Finding {
  const sorted = certificates.toSorted((a, b) => a.until.getTime() - b.until.getTime());
  const first = sorted[0];
  if (first === undefined) return warning('No certificate could be read.', 'Look at the other checks.');
  const figures = { certificates: sorted.length, daysLeft: daysLeft(first, now) };
  const { warn, fail } = thresholds.certificateDays;
  const near = sorted.filter((each) => daysLeft(each, now) < warn);
  if (near.length === 0)
    return fine(
      `${counted(sorted.length, 'certificate')}; the first to expire: ${first.what}, in ${counted(figures.daysLeft, 'day')}.`,
      figures,
    );
  const named = near.slice(0, 3).map((each) => `${each.what} ${expiry(each, now)}`);
  const more = near.length > 3 ? `; and ${near.length - 3} more` : '';
  const detail = `${named.join('; ')}${more}.`;
  const remedy =
    'No command renews them yet: section “Certificates” of docs/how-to/operate.md says what to mind when you renew them by hand.';
  return figures.daysLeft < fail ? failing(detail, remedy, figures) : warning(detail, remedy, figures);
}

function expiry(certificate: CertificateUse, now: Date): string {
  const day = certificate.until.toISOString().slice(0, 10);
  const isOver = certificate.until.getTime() <= now.getTime();
  return isOver ? `expired on ${day}` : `expires in ${counted(daysLeft(certificate, now), 'day')}, on ${day}`;
}

/** An orderer's role on the channel: a consenter orders, a follower only keeps blocks. */
export type OrdererRole = 'consenter' | 'follower' | 'other';

/** Whether an organization's orderer takes part in ordering. */
export function orderingFinding(
  orderer: Readonly<{ role: OrdererRole | null; hasLeader: boolean }>,
): Finding {
  const { role, hasLeader } = orderer;
  if (role === null)
    return failing(
      'The orderer does not report its role on the channel.',
      'Start the orderer, and read its log.',
    );
  if (role !== 'consenter')
    return failing(
      `The orderer is ${role === 'follower' ? 'only a follower' : 'not a consenter'}: it keeps blocks and does not order. Without it, fewer failures stop all acts.`,
      'Compare its TLS certificate with the one in the channel’s configuration; put that one back, or change the configuration.',
    );
  return hasLeader
    ? fine('The orderer is a consenter and knows its leader.')
    : failing(
        'The orderer is a consenter but knows no leader: nothing is ordered.',
        'Start the other organizations’ orderers; a majority elects a leader.',
      );
}

/** Parts of an organization that do not serve. @param away their names and states */
export function partsFinding(away: readonly Readonly<{ name: string; state: string }>[]): Finding {
  if (away.length === 0) return fine('All parts run.');
  const named = away.slice(0, 3).map(({ name, state }) => `${name} is ${state}`);
  const more = away.length > 3 ? [`${away.length - 3} more do not serve`] : [];
  return failing(`${[...named, ...more].join(', ')}.`, 'npm run network -- up');
}

/** `gone`: parts run, but nothing watches them. `down`: nothing runs. `silent`: it is running but does not answer. */
export type SupervisorState = 'watches' | 'silent' | 'gone' | 'down';

/** Whether the parts of a home are watched. */
export function supervisorFinding(state: SupervisorState): Finding {
  switch (state) {
    case 'watches':
      return fine('The supervisor watches all parts.');
    case 'silent':
      return failing(
        'The supervisor is running but does not answer: parts that end are not restarted.',
        'npm run network -- down, then npm run network -- up',
      );
    case 'gone':
      return failing(
        'The supervisor is gone: the parts run, but one that ends is not restarted.',
        'npm run network -- up starts a new supervisor, which ends these parts and starts them again',
      );
    case 'down':
      return failing('Nothing runs.', 'npm run network -- up');
  }
}
