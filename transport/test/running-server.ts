import { once } from 'node:events';
import { request } from 'node:https';
import { type AddressInfo, connect as connectPlain, type Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { chainsTo } from '@medseal/sealing';
import { type Authority, type Identity, newAuthority } from '../../key-agent/test/certificates.js';
import { type ArrivalLimits, defaultLimits } from '../src/arrivals.js';
import { MemberNetworks } from '../src/member-networks.js';
import { createMemberServer } from '../src/member-server.js';

const [ours, theirs, strangers] = (await Promise.all(['a', 'b', 'z'].map(newAuthority))) as [
  Authority,
  Authority,
  Authority,
];

/** Identities of the server's own organization A, of the member B, and of a stranger to the server. */
export const [own, member, stranger] = await Promise.all([ours.issue(), theirs.issue(), strangers.issue()]);

/** How a server is to run. */
export interface Terms {
  readonly limits?: Partial<ArrivalLimits>;
  readonly healthOnLoopback?: boolean;
  readonly networks?: MemberNetworks;
}

/** A server on a free port that answers each request with the caller's name, and connections to it. */
export class RunningServer {
  /** The callers whose requests arrived; undefined for one without a certificate. */
  readonly requests: (string | undefined)[] = [];
  /** Certificates that were checked. */
  looks = 0;
  readonly #sockets: Socket[] = [];
  readonly #server: ReturnType<typeof createMemberServer>;

  private constructor({ limits = {}, healthOnLoopback = false, networks = new MemberNetworks() }: Terms) {
    this.#server = createMemberServer(
      {
        tls: own,
        members: { whose: (certificate) => this.#whose(certificate) },
        networks,
        limits: { ...defaultLimits, ...limits },
        healthOnLoopback,
      },
      (_, response, caller) => {
        this.requests.push(caller?.member.mspId);
        response.end(caller?.member.mspId ?? 'health');
      },
    );
  }

  static async start(terms: Terms): Promise<RunningServer> {
    const running = new RunningServer(terms);
    running.#server.listen(0, '127.0.0.1');
    await once(running.#server, 'listening');
    return running;
  }

  get #port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Connections that are open now, including those not yet handled. */
  async connections(): Promise<number> {
    return await promisify(this.#server.getConnections.bind(this.#server))();
  }

  /** Asks over a connection of its own. */
  async ask(identity?: Identity, localAddress = '127.0.0.1'): Promise<string> {
    return await new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          servername: 'localhost',
          port: this.#port,
          localAddress,
          ca: ours.root,
          agent: false,
          ...(identity && { cert: identity.certificate, key: identity.key }),
        },
        (response) => {
          response.setEncoding('utf8').once('data', resolve);
        },
      );
      sent.once('error', reject);
      sent.end();
    });
  }

  /** A connection that sends nothing by itself. */
  plain(localAddress = '127.0.0.1'): Socket {
    const socket = connectPlain({ host: '127.0.0.1', port: this.#port, localAddress });
    socket.on('error', () => undefined);
    this.#sockets.push(socket);
    return socket;
  }

  /** A connection that has shaken hands. */
  async secure(identity?: Identity): Promise<TLSSocket> {
    const socket = connect({
      host: '127.0.0.1',
      servername: 'localhost',
      port: this.#port,
      ca: ours.root,
      ...(identity && { cert: identity.certificate, key: identity.key }),
    });
    socket.on('error', () => undefined);
    this.#sockets.push(socket);
    await once(socket, 'secureConnect');
    return socket;
  }

  /** Ends all connections as they are now; new ones may come. */
  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.closeAllConnections();
  }

  async end(): Promise<void> {
    this.hangUp();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #whose(certificate: Uint8Array) {
    this.looks++;
    return [ours, theirs]
      .map(({ root }, index) => ({ mspId: ['A', 'B'][index] ?? '', tlsRoot: root }))
      .find(({ tlsRoot }) => chainsTo(certificate, tlsRoot, new Date()));
  }
}
