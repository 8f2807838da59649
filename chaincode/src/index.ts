import process from 'node:process';
import { allContracts } from './contracts/contracts.js';
import { underSettings } from './contracts/ledger-contract.js';
import { outliveFailures } from './ledger/lasting-output.js';
import { readSettings } from './ledger/settings.js';

outliveFailures(process.stdout);
outliveFailures(process.stderr);

/** The contracts as fabric-chaincode-node loads them; loading fails under rules that were not approved. */
export const contracts = underSettings(allContracts, readSettings(process.env));
