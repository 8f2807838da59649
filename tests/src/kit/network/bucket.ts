import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Client } from 'minio';
import type { Network } from './network.js';

/** Name of the bucket of sealed reports. */
export const bucketName = 'sealed-reports';

/**
 * Client of a hospital's store: as its gateway (`store`), or as the store's root user, whom only the operator
 * knows.
 */
export async function storeClient(
  network: Network,
  organization: string,
  as: 'store' | 'store-root',
): Promise<Client> {
  const { store } = await network.organization(organization);
  if (store === undefined) throw new Error(`${organization} has no store`);
  const url = new URL(store);
  const folder = path.join(network.home, 'organizations', organization);
  const secret = (name: string): string =>
    readFileSync(path.join(folder, 'secrets', `${as}-${name}`), 'utf8').trim();
  const ca = readFileSync(path.join(folder, 'ca', 'tls', 'ca-cert.pem'));
  return new Client({
    endPoint: url.hostname,
    port: Number(url.port),
    useSSL: true,
    accessKey: secret('user'),
    secretKey: secret('password'),
    region: 'us-east-1',
    transportAgent: new Agent({ ca }),
  });
}

/** A hospital's bucket as its gateway (or an attacker with the gateway's credential) reaches it: plain S3. */
export class Bucket {
  readonly #client: Client;
  readonly #name = bucketName;

  private constructor(client: Client) {
    this.#client = client;
  }

  static async of(network: Network, organization: string): Promise<Bucket> {
    return new Bucket(await storeClient(network, organization, 'store'));
  }

  async read(objectKey: string): Promise<Buffer> {
    return await buffer(await this.#client.getObject(this.#name, objectKey));
  }

  async write(objectKey: string, bytes: Buffer): Promise<void> {
    await this.#client.putObject(this.#name, objectKey, bytes, bytes.length);
  }

  async remove(objectKey: string): Promise<void> {
    await this.#client.removeObject(this.#name, objectKey);
  }

  /** A URL that lets its holder read or write one object for a quarter of an hour. */
  async presigned(method: 'GET' | 'PUT', objectKey: string): Promise<URL> {
    return new URL(await this.#client.presignedUrl(method, this.#name, objectKey, 900));
  }

  /** Names of all objects. */
  async names(): Promise<string[]> {
    const names: string[] = [];
    for await (const item of this.#client.listObjectsV2(this.#name, '', true) as AsyncIterable<{
      name?: string;
    }>) {
      if (item.name !== undefined) names.push(item.name);
    }
    return names.sort();
  }
}
