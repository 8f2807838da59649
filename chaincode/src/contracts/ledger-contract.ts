import { LedgerError } from '@medseal/ledger-model';
import { LedgerContext } from '../ledger/context.js';
import { Contract } from '../ledger/contract-api.js';
import type { Settings } from '../ledger/settings.js';

/** Base of all contracts. They have no state: the context carries what they need. */
export class LedgerContract extends Contract {
  override createContext(): LedgerContext {
    return new LedgerContext();
  }

  /**
   * A function has exactly one name. The library would also run it without its contract's name, or with more parts
   * after it, and readers of blocks would not recognize it.
   */
  override beforeTransaction(ctx: LedgerContext): Promise<void> {
    const [contract, name, ...more] = ctx.stub.getArgs()[0]?.split(':') ?? [];
    const isExact = contract === this.getName() && /^\w+$/.test(name ?? '') && more.length === 0;
    return isExact ? Promise.resolve() : this.unknownTransaction();
  }

  override unknownTransaction(): Promise<void> {
    return Promise.reject(new LedgerError('NOT_FOUND', 'there is no such function'));
  }
}

type ContractClass = new () => LedgerContract;

/** The contracts under these settings: every context that they create carries the settings. */
export function underSettings(contracts: readonly ContractClass[], settings: Settings): ContractClass[] {
  return contracts.map(
    (contract) =>
      class extends contract {
        override createContext(): LedgerContext {
          return new LedgerContext(settings);
        }
      },
  );
}
