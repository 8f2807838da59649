import 'reflect-metadata';
import api from 'fabric-contract-api';

/** fabric-contract-api is CommonJS whose names Node cannot all see: this file alone imports it and names what we use. */
export const Context = api.Context;
export const Contract = api.Contract;
export const Transaction = api.Transaction;
