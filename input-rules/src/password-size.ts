/** Longest password, in UTF-8 bytes after NFKC. */
export const maxPasswordBytes = 256;

/** Shortest password, in characters. As NIST SP 800-63B-4 advises, there are a blocklist and no composition rules. */
export const minLength = 12;

/** True when a password is short enough to check; longer ones would take too much of the server's time. */
export function passwordFits(password: string): boolean {
  return new TextEncoder().encode(password.normalize('NFKC')).length <= maxPasswordBytes;
}
