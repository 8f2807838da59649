import type { Request } from 'express';

/** How this gateway's session cookie is named and protected. */
export interface SessionCookie {
  /** Name of the organization: cookies ignore ports, and two gateways on one host must not log each other out. */
  readonly organization: string;
  /** Whether people reach the gateway by HTTPS only. */
  readonly secure: boolean;
}

/** A session token, and how it arrived: a program sends its own, a browser adds the cookie to every call. */
interface Credential {
  readonly token: string;
  readonly by: 'bearer' | 'cookie';
}

/** The session token of a request: a bearer token, else the cookie. */
export function credentialOf(request: Request, cookie: SessionCookie): Credential | undefined {
  const [, bearer] = /^Bearer ([\w-]+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (bearer !== undefined) return { token: bearer, by: 'bearer' };
  const token = cookieTokenOf(request, cookie);
  return token === undefined ? undefined : { token, by: 'cookie' };
}

/** The session token that a browser sends by itself. */
export function cookieTokenOf({ headers }: Request, cookie: SessionCookie): string | undefined {
  return cookieValue(headers.cookie ?? '', cookieName(cookie));
}

/** `Set-Cookie` with a token, until the browser closes; no script can read it, and no other site can have it sent. */
export function cookieWith(token: string, cookie: SessionCookie): string {
  return [`${cookieName(cookie)}=${token}`, ...attributes(cookie)].join('; ');
}

/** `Set-Cookie` that makes the browser forget the token. */
export function cookieCleared(cookie: SessionCookie): string {
  return [`${cookieName(cookie)}=`, ...attributes(cookie), 'Max-Age=0'].join('; ');
}

function attributes(cookie: SessionCookie): string[] {
  return ['Path=/', 'HttpOnly', 'SameSite=Strict', ...(cookie.secure ? ['Secure'] : [])];
}

/** With the prefix, a browser accepts the cookie only from this host over HTTPS (RFC 6265bis, 4.1.3). */
function cookieName({ organization, secure }: SessionCookie): string {
  return `${secure ? '__Host-' : ''}medseal-${organization}`;
}

function cookieValue(header: string, name: string): string | undefined {
  const pairs = header.split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
