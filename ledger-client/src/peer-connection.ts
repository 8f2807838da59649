import * as grpc from '@grpc/grpc-js';

/** Options of grpc-js. */
const options = {
  // Blocks, and sealed envelopes with many wraps, exceed the default of 4 MiB.
  'grpc.max_receive_message_length': 64 << 20,
  // A peer that comes back is found within two seconds.
  'grpc.max_reconnect_backoff_ms': 2_000,
  // A connection to a frozen peer ends after this. By default, Fabric refuses more than one ping a minute.
  'grpc.keepalive_time_ms': 65_000,
  'grpc.keepalive_timeout_ms': 10_000,
  // Bytes that the peer sends before it waits for an answer: two of the largest blocks. With HTTP/2's default of
  // 64 KiB, one such block takes 32 round trips, each of which waits for its turn in a busy process
  // (docs/decisions/0181).
  'grpc-node.flow_control_window': 4 << 20,
} as const;

/**
 * A connection to the peer of this organization, opened with the first call and again whenever it is lost.
 * @param address such as `localhost:7051`; the name must be in the peer's TLS certificate.
 * @param tlsRoot PEM of the organization's TLS root.
 */
export function connectToPeer(address: string, tlsRoot: string): grpc.Client {
  return new grpc.Client(address, grpc.credentials.createSsl(Buffer.from(tlsRoot)), options);
}
