import type { Database as Sqlite } from 'better-sqlite3';

/** Steps of the schema. A released step never changes; further ones are added after it. */
const steps: readonly string[] = [
  `
  create table account (
    personId text primary key,
    pseudonym text not null unique,
    userName text not null unique,
    role text not null,
    state text not null,
    stage text not null check (stage in ('reserved', 'confirmed')),
    keys text not null,
    profile blob not null,
    salt blob not null,
    byPassword blob not null,
    byRecoveryCode blob not null,
    registeredAt text not null,
    lastLogin text,
    reason blob
  ) strict;
  create index accountsByState on account (state);
  create table session (
    id text primary key,
    personId text not null references account (personId),
    sealed blob not null,
    createdAt text not null,
    lastSeenAt text not null,
    passwordAt text not null,
    expiresAt text not null,
    lastLogin text
  ) strict;
  create index sessionsByEnd on session (expiresAt);
  create table attempt (
    subject text primary key,
    failures integer not null,
    lastAt integer not null
  ) strict, without rowid;
  create index attemptsByAge on attempt (lastAt);
  `,
  `
  create table upload (
    uploadId text primary key,
    sessionId text not null,
    size integer not null,
    class text not null,
    restricted integer not null,
    sealedDescription blob not null,
    expiresAt text not null
  ) strict;
  create index uploadsBySession on upload (sessionId);
  create index uploadsByEnd on upload (expiresAt);
  `,
  `
  create table journalAct (
    transactionId text primary key,
    function text not null,
    actor text not null,
    bytes blob,
    height integer not null,
    certificateUntil text not null,
    objectKey text,
    step text not null check (step in ('signed', 'undone')),
    noted text not null
  ) strict;
  create index journalActsByObject on journalAct (objectKey) where objectKey is not null;
  create index journalActsByAge on journalAct (step, noted);
  create table journalObject (
    objectKey text primary key,
    uploadId text not null unique,
    actor text not null,
    reportId text not null,
    versionId text not null,
    step text not null check (step in ('storing', 'submitted', 'recorded', 'removing')),
    transactionId text,
    noted text not null
  ) strict;
  create index journalObjectsByTransaction on journalObject (transactionId) where transactionId is not null;
  create index journalObjectsByAge on journalObject (step, noted);
  create table removedObject (objectKey text primary key) strict, without rowid;
  create table idempotencyKey (
    id text primary key,
    body text not null,
    status integer,
    resourceId text,
    transactionId text,
    noted text not null
  ) strict, without rowid;
  create index idempotencyKeysByAge on idempotencyKey (noted);
  `,
  `
  create table alteredObject (
    mspId text not null,
    objectKey text not null,
    foundAt text not null,
    source text not null check (source in ('found', 'told')),
    primary key (mspId, objectKey)
  ) strict, without rowid;
  create index alteredObjectsByKey on alteredObject (objectKey, foundAt);
  create index alteredObjectsByAge on alteredObject (mspId, foundAt);
  `,
  `
  alter table account add column firstAnswer blob;
  alter table account add column firstAnswerUntil text;
  create index accountsByFirstAnswer on account (firstAnswerUntil) where firstAnswerUntil is not null;
  `,
  `
  alter table upload add column isGivenBack integer not null default 0;
  `,
  `
  create table writtenRow (id integer primary key check (id = 1), at text not null) strict;
  `,
];

/** Brings a database to the newest schema, all steps in one transaction that excludes other writers. */
export function migrate(sqlite: Sqlite): void {
  const bringUp = sqlite.transaction(() => {
    const done = sqlite.pragma('user_version', { simple: true }) as number;
    for (const step of steps.slice(done)) sqlite.exec(step);
    sqlite.pragma(`user_version = ${steps.length}`);
  });
  bringUp.exclusive();
}
