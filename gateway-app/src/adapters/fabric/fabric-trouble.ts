import type { ErrorDetail, GatewayError } from '@hyperledger/fabric-gateway';
import type { Trouble } from '../../domain/health/checks.js';
import { Failure } from '../../domain/shared/failure.js';

/** What Fabric's programs say when one of our machines or theirs has a problem. There is no other sign of it. */
const signs = {
  // core/handlers/auth/filter/timewindow.go
  clock: /incorrect timestamp/,
  // core/handlers/auth/filter/expiration.go, orderer/common/msgprocessor/expiration.go, and TLS in Go and in Node
  certificate: /identity expired|certificate has expired|expired certificate/i,
  // common/ledger/util/leveldbhelper; the transient store keeps private data of endorsed transactions
  store: /leveldb|no space left on device/i,
} as const;

/** Why acts do not go through, according to peers. The peer of this organization comes first. */
export function troubleOf(error: GatewayError, ownMspId: string): Trouble {
  const said = error.details.toSorted((a, b) => Number(b.mspId === ownMspId) - Number(a.mspId === ownMspId));
  for (const detail of said) {
    const kind = kindOf(detail.message);
    if (kind !== undefined) return { kind, organization: detail.mspId };
  }
  // Without details, the error comes from this organization's peer or from the connection to it.
  const kind = said.length === 0 ? kindOf(error.message) : undefined;
  return { kind: kind ?? 'endorsing', organization: kind === undefined ? organizationOf(said) : ownMspId };
}

function kindOf(message: string): keyof typeof signs | undefined {
  const kinds = Object.keys(signs) as (keyof typeof signs)[];
  return kinds.find((kind) => signs[kind].test(message));
}

function organizationOf([first]: readonly ErrorDetail[]): string | undefined {
  return first?.mspId;
}

/** What a caller receives for an error that is not a refusal by ledger rules. */
export function troubledFailure(error: GatewayError, ownMspId: string): Failure {
  const { kind, organization } = troubleOf(error, ownMspId);
  const whose = organization === ownMspId ? 'this organization’s peer' : `the peer of ${organization ?? ''}`;
  switch (kind) {
    case 'clock':
      return new Failure(
        'CLOCK_WRONG',
        `the clocks of this gateway and of ${whose} differ by more than two minutes; their operators must set them`,
        {},
        error,
      );
    case 'certificate':
      return unavailable(`${expired(error, whose)}; it must be renewed`, error);
    case 'store':
      return unavailable(`${whose} cannot store data; its operator must look at its disk`, error);
    case 'endorsing':
    case 'ordering':
      return unavailable('the ledger does not accept transactions now', error);
  }
}

function unavailable(detail: string, cause: GatewayError): Failure {
  return new Failure('UNAVAILABLE', detail, { retryAfter: 5 }, cause);
}

/** Which certificate has expired, as far as can be told. */
function expired(error: GatewayError, whose: string): string {
  const said = [error.message, ...error.details.map(({ message }) => message)].join('\n');
  if (/(?:proposal|broadcast) client identity expired/.test(said))
    return 'the certificate with which the act was sent has expired';
  return error.details.length === 0
    ? `the TLS certificate of ${whose} has expired`
    : `a certificate that ${whose} checked has expired`;
}
