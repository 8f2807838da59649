import { connect as connectPlain, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import * as grpc from '@grpc/grpc-js';
import type { StrangersReport, StrangersTask } from './kit/api/strangers.js';

/** Callers without any organization's certificate, in a process of their own: their tasks come by standard input. */
async function main(): Promise<void> {
  const tasks = JSON.parse(await text(process.stdin)) as StrangersTask[];
  const reports: readonly StrangersReport[] = await Promise.all(tasks.map(carryOut));
  process.stdout.write(JSON.stringify(reports));
}

async function carryOut(task: StrangersTask): Promise<Report> {
  const end = Date.now() + task.milliseconds;
  const report = { connections: 0, secured: 0, answers: 0 };
  await Promise.all(
    Array.from({ length: task.parallel }, async (_, index) => {
      const localAddress = task.addresses[index % task.addresses.length] ?? '127.0.0.1';
      if (task.behaviour === 'call') await keepCalling(task, end, report);
      else while (Date.now() < end) await visit(task, { localAddress, end, report });
    }),
  );
  return report;
}

type Report = { -readonly [Name in keyof StrangersReport]: StrangersReport[Name] };

/** One connection, until the other side or the time ends it. */
async function visit(
  task: StrangersTask,
  { localAddress, end, report }: Readonly<{ localAddress: string; end: number; report: Report }>,
): Promise<void> {
  report.connections++;
  const socket = open(task, localAddress, report);
  socket.on('data', () => {
    report.answers++;
    if (task.behaviour === 'ask') socket.write(task.request ?? '');
  });
  const timer = setTimeout(() => socket.destroy(), Math.max(0, end - Date.now()));
  await new Promise<void>((resolve) => {
    socket.once('error', () => socket.destroy());
    socket.once('close', () => {
      resolve();
    });
  });
  clearTimeout(timer);
}

function open(task: StrangersTask, localAddress: string, report: Report): Socket {
  const address = { host: '127.0.0.1', port: task.port, localAddress };
  if (task.behaviour === 'silent' || task.behaviour === 'halting') {
    const socket = connectPlain(address);
    // The beginning of a TLS record, whose rest never comes.
    if (task.behaviour === 'halting') socket.write(Buffer.from('1603010200010001fc0303', 'hex'));
    return socket;
  }
  const shown = task.behaviour === 'ask' ? { cert: task.certificate, key: task.key } : {};
  const socket = connect({ ...address, servername: 'localhost', rejectUnauthorized: false, ...shown });
  socket.once('secureConnect', () => {
    report.secured++;
    if (task.behaviour === 'ask') socket.write(task.request ?? '');
  });
  return socket;
}

/** Calls over one connection, until the time ends. */
async function keepCalling({ port, call }: StrangersTask, end: number, report: Report): Promise<void> {
  const { method = '', message = '' } = call ?? {};
  const bytes = Buffer.from(message, 'base64');
  const asIs = (given: Buffer): Buffer => given;
  // Any certificate will do, and no connection is shared with another stranger.
  const credentials = grpc.credentials.createSsl(null, null, null, { rejectUnauthorized: false });
  const client = new grpc.Client(`localhost:${port}`, credentials, { 'grpc.use_local_subchannel_pool': 1 });
  report.connections++;
  while (Date.now() < end) {
    await new Promise<void>((resolve) => {
      const stream = client.makeBidiStreamRequest(method, asIs, asIs, { deadline: end });
      stream.on('data', () => report.answers++);
      stream.on('error', () => undefined);
      stream.once('status', ({ code }) => {
        if (code !== grpc.status.UNAVAILABLE && code !== grpc.status.DEADLINE_EXCEEDED) report.answers++;
        resolve();
      });
      stream.write(bytes);
      stream.end();
    });
  }
  client.close();
}

await main();
