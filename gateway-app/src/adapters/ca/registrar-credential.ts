import { X509Certificate } from 'node:crypto';
import { CaError, type Credential, type FabricCa } from '@medseal/ledger-client';

/** The identity that the CA lets register people: an enrolment id and its secret. */
export interface Registrar {
  readonly id: string;
  readonly secret: string;
}

/** A new certificate is requested this many milliseconds before the present one expires. */
const renewBefore = 3_600_000;

interface Kept {
  readonly credential: Credential;
  /** Unix time, milliseconds. */
  readonly until: number;
}

/** The gateway's own certificate from the CA for people, which certifies no one for longer than a working day. */
export class RegistrarCredential {
  private readonly ca: Pick<FabricCa, 'enroll'>;
  private readonly registrar: Registrar;
  private readonly now: () => number;

  #kept: Promise<Kept> | undefined;

  constructor({
    ca,
    registrar,
    now = Date.now,
  }: Readonly<{ ca: Pick<FabricCa, 'enroll'>; registrar: Registrar; now?: () => number }>) {
    this.ca = ca;
    this.registrar = registrar;
    this.now = now;
  }

  /**
   * Acts with the present certificate, or with a new one shortly before the present one expires. If the CA no longer
   * accepts it (it was revoked, or the CA was replaced), acts once more with a new one.
   * @throws {CaError}
   */
  async use(act: (registrar: Credential) => Promise<void>): Promise<void> {
    const { kept, credential } = await this.#present();
    try {
      await act(credential);
    } catch (error) {
      if (!(error instanceof CaError && error.kind === 'NOT_AUTHENTICATED')) throw error;
      if (this.#kept === kept) this.#kept = undefined;
      await act((await this.#present()).credential);
    }
  }

  async #present(): Promise<Readonly<{ kept: Promise<Kept>; credential: Credential }>> {
    const present = (this.#kept ??= this.#enrol());
    const { credential, until } = await present;
    if (until - this.now() > renewBefore) return { kept: present, credential };
    if (this.#kept === present) this.#kept = this.#enrol();
    const kept = (this.#kept ??= this.#enrol());
    return { kept, credential: (await kept).credential };
  }

  #enrol(): Promise<Kept> {
    const { id, secret } = this.registrar;
    const enrolling = this.ca.enroll({ enrollmentId: id, secret }).then(({ certificate, privateKey }) => ({
      credential: { certificate, privateKey },
      until: new X509Certificate(certificate).validToDate.getTime(),
    }));
    enrolling.catch(() => {
      if (this.#kept === enrolling) this.#kept = undefined;
    });
    return enrolling;
  }
}
