import type { RequestHandler } from 'express';
import { Failure } from '../domain/failure.js';

/** What browsers say of a request's origin when it is one of ours: our own pages, or typed by the person. */
const ownSites: readonly string[] = ['same-origin', 'none'];

/**
 * Refuses requests that a page of another site makes a browser send (W3C Fetch Metadata). Two gateways on one host with
 * different ports are `same-site` to each other and just as foreign. Programs other than browsers send no such header.
 */
export const refuseForeignPages: RequestHandler = (request, _response, next) => {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && !ownSites.includes(site))
    throw new Failure('FORBIDDEN', 'Pages of other sites may not call this service.');
  next();
};
