/** Scheme, host and path; no user, no query, no fragment, nothing that URL parsers repair. */
const form = /^https?:\/\/[^\s\\?#@/]+(\/[^\s\\?#@]*)?$/;

/** As `URL` writes hosts of this machine, whatever form they were given in. */
const loopback = /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/;

/** Is it where programs of other organizations may be sent? */
export function isHttpsUrl(text: string): boolean {
  return readUrl(text)?.protocol === 'https:';
}

/** Is it an address of the machine that asks, which needs no TLS? */
export function isLoopbackUrl(text: string): boolean {
  return loopback.test(readUrl(text)?.hostname ?? '');
}

function readUrl(text: string): URL | undefined {
  return form.test(text) && URL.canParse(text) ? new URL(text) : undefined;
}
