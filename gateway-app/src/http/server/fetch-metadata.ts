import type { Request, RequestHandler } from 'express';
import { Failure } from '../../domain/shared/failure.js';

/** What browsers say about a request's origin when it is one of ours: our own pages, or typed by the person. */
const ownSites: readonly string[] = ['same-origin', 'none'];

/**
 * Refuses requests that a page of another site has a browser send (W3C Fetch Metadata). Two gateways on one host with
 * different ports are `same-site` to each other and just as foreign. Programs other than browsers send no such header.
 * Following a link to a page is not such a request: it shows the page itself and tells the other site nothing.
 */
export function refuseForeignPages(isPage: (address: string) => boolean): RequestHandler {
  return (request, _response, next) => {
    const site = request.headers['sec-fetch-site'];
    const foreign = typeof site === 'string' && !ownSites.includes(site);
    if (foreign && !(isNavigation(request) && isPage(request.path)))
      throw new Failure('FORBIDDEN', 'Pages of other sites may not call this service.');
    next();
  };
}

/** True for requests of a page's script or element, as browsers say. A person who opens an address is not a page. */
export function isFromPage(request: Request): boolean {
  return request.headers['sec-fetch-site'] !== undefined && !isNavigation(request);
}

/** True when the whole window goes there, and not only a frame. */
function isNavigation({ method, headers }: Request): boolean {
  return (
    ['GET', 'HEAD'].includes(method) &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document'
  );
}
