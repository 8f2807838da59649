import 'reflect-metadata';
import api from 'fabric-contract-api';

/** fabric-contract-api is CommonJS, and Node cannot see all its names: this file alone imports it. */
export const Context = api.Context;
export const Contract = api.Contract;
export const Transaction = api.Transaction;
