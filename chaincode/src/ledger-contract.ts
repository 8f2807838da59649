import { LedgerError } from '@medseal/ledger-model';
import { LedgerContext } from './context.js';
import { Contract } from './contract-api.js';
import type { Settings } from './settings.js';

/** Base of all contracts. They have no state: what they need comes with the context. */
export class LedgerContract extends Contract {
  override createContext(): LedgerContext {
    return new LedgerContext();
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
