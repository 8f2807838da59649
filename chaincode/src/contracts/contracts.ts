import { AuditContract } from './audit-contract.js';
import { CareContract } from './care-contract.js';
import { ConsentContract } from './consent-contract.js';
import { DisclosureContract } from './disclosure-contract.js';
import { OrganizationContract } from './organization-contract.js';
import { PersonContract } from './person-contract.js';
import { ReportContract } from './report-contract.js';

/** All contracts of the chaincode. */
export const allContracts = [
  OrganizationContract,
  PersonContract,
  CareContract,
  ConsentContract,
  ReportContract,
  DisclosureContract,
  AuditContract,
] as const;
