/** Scheme, host and path; no user, no query, no fragment, nothing that URL parsers would correct. */
const form = /^https?:\/\/[^\s\\?#@/]+(\/[^\s\\?#@]*)?$/;

/** Hosts of this machine as `URL` writes them, whatever form they were given in. */
const loopback = /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/;

/** True for an address to which programs of other organizations may be sent. */
export function isHttpsUrl(text: string): boolean {
  return readUrl(text)?.protocol === 'https:';
}

/** True for an address of the calling machine itself, which needs no TLS. */
export function isLoopbackUrl(text: string): boolean {
  return loopback.test(readUrl(text)?.hostname ?? '');
}

function readUrl(text: string): URL | undefined {
  return form.test(text) && URL.canParse(text) ? new URL(text) : undefined;
}
