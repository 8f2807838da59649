/** Longest password, bytes of its UTF-8 after NFKC. */
export const maxPasswordBytes = 256;

/** Shortest password, characters. As NIST SP 800-63B-4 advises, there are a block-list and no rules of composition. */
export const minLength = 12;

/** True when a password can be checked at all; longer ones would buy time on the server. */
export function passwordFits(password: string): boolean {
  return new TextEncoder().encode(password.normalize('NFKC')).length <= maxPasswordBytes;
}
