import { request } from 'node:http';
import type { GatewayClient } from './gateway-client.js';

/** Tries to sign in from another address of this machine (all of 127.0.0.0/8 is); resolves with the status. */
export async function logInFrom(
  address: string,
  { url }: GatewayClient,
  credentials: Readonly<{ user: string; password: string }>,
): Promise<number> {
  const body = JSON.stringify({ ...credentials, transport: 'bearer' });
  return await new Promise((resolve, reject) => {
    const sent = request(new URL(`${url}/api/v1/sessions`), {
      method: 'POST',
      agent: false,
      localAddress: address,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    });
    sent.once('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
