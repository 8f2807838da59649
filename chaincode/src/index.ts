import process from 'node:process';
import { ConsentContract } from './consent-contract.js';
import { DisclosureContract } from './disclosure-contract.js';
import { underSettings } from './ledger-contract.js';
import { OrganizationContract } from './organization-contract.js';
import { PersonContract } from './person-contract.js';
import { ReportContract } from './report-contract.js';
import { readSettings } from './settings.js';

/** The contracts of the chaincode, as fabric-chaincode-node loads them; loading fails under rules that were not approved. */
export const contracts = underSettings(
  [OrganizationContract, PersonContract, ReportContract, ConsentContract, DisclosureContract],
  readSettings(process.env),
);
