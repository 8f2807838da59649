import './quiet.js';
import { createRequire } from 'node:module';
import { type Consortium, parseLedgerError, type ErrorCode } from '@medseal/ledger-model';
import { allContracts } from '../../src/contracts/contracts.js';
import { underSettings } from '../../src/contracts/ledger-contract.js';
import { MemoryLedger, MemoryStub, type RawProposal, type Read, type Write } from './memory-ledger.js';

/** contract-api's answer to a proposal, and what the transaction would do. */
export interface Simulation {
  readonly status: number;
  readonly message: string;
  /** The code, if the contracts refuse. */
  readonly code: ErrorCode | undefined;
  readonly payload: string;
  readonly reads: readonly Read[];
  readonly writes: readonly Write[];
  readonly event: { readonly name: string; readonly payload: Uint8Array } | undefined;
}

interface Chaincode {
  readonly metadata: {
    readonly contracts: Readonly<
      Record<
        string,
        { readonly transactions: readonly { name: string; parameters?: readonly { name: string }[] }[] }
      >
    >;
  };
  Invoke(stub: MemoryStub): Promise<{ status: number; message?: string; payload?: Uint8Array }>;
}
type ChaincodeFromContract = new (
  contracts: unknown[],
  serializers: object,
  metadata: object,
  title: string,
  version: string,
) => Chaincode;

const commonJs = createRequire(import.meta.url);
const FromContract = commonJs(
  'fabric-shim/lib/contract-spi/chaincodefromcontract.js',
) as ChaincodeFromContract;
const { JSONSerializer } = commonJs('fabric-contract-api') as { JSONSerializer: unknown };

/** The digest of the rules under which the tests run; any value works. */
const testRules = 'ab'.repeat(32);

/** One peer with its chaincode, dispatched by the real contract-api as on a network. */
export class Peer {
  readonly ledger: MemoryLedger;
  readonly #chaincode: Chaincode;

  constructor(consortium: Consortium, ledger = new MemoryLedger()) {
    this.ledger = ledger;
    const contracts = underSettings(allContracts, { consortium, rules: testRules });
    const serializers = { transaction: 'json', serializers: { json: JSONSerializer } };
    this.#chaincode = new FromContract(contracts, serializers, {}, 'medseal', '0.1.0');
  }

  /** What contract-api finds in the contracts. */
  get metadata(): Chaincode['metadata'] {
    return this.#chaincode.metadata;
  }

  /** Runs a proposal without committing it. */
  async simulate(proposal: RawProposal): Promise<Simulation> {
    const stub = new MemoryStub(this.ledger, proposal);
    const { status, message = '', payload } = await this.#chaincode.Invoke(stub);
    return {
      status,
      message,
      code: parseLedgerError(message)?.code,
      payload: payload === undefined ? '' : Buffer.from(payload).toString(),
      reads: stub.reads,
      writes: stub.writes,
      event: stub.event,
    };
  }

  /** Runs a proposal and, if it is endorsed, commits its writes. */
  async submit(proposal: RawProposal): Promise<Simulation> {
    const simulation = await this.simulate(proposal);
    if (simulation.status === 200) this.ledger.commit(simulation.writes);
    return simulation;
  }
}
