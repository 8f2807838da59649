import process from 'node:process';
import { allContracts } from './contracts.js';
import { underSettings } from './ledger-contract.js';
import { outliveFailures } from './patient-output.js';
import { readSettings } from './settings.js';

outliveFailures(process.stdout);
outliveFailures(process.stderr);

/** The contracts as fabric-chaincode-node loads them; loading fails under rules that were not approved. */
export const contracts = underSettings(allContracts, readSettings(process.env));
