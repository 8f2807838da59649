import { LedgerError } from '@medseal/ledger-model';
import { LedgerContext } from '../ledger/context.js';
import { Contract } from '../ledger/contract-api.js';
import type { Settings } from '../ledger/settings.js';

/** Base of all contracts. They have no state: what they need comes with the context. */
export class LedgerContract extends Contract {
  override createContext(): LedgerContext {
    return new LedgerContext();
  }

  /**
   * A function has one name. The library would also run it without its contract's name, or with more lines behind it, and
   * those who read blocks would not know it.
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

/** The contracts as they run under the settings: every context that they make carries them. */
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
