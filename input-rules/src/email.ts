import type { Checked } from './checked.js';
import { composed, wrongCharacters } from './text.js';

/** Most octets of a local part and address (RFC 5321, 4.5.3.1), most characters of a label and domain (RFC 1035). */
const bounds = { local: 64, whole: 254, label: 63, domain: 253 } as const;

/** Characters of one part of a local part: RFC 5322's atext and, by RFC 6531, those of other scripts. */
const atom = String.raw`(?:[\w!#$%&'*+/=?^\x60{|}~\p{Join_C}-]|(?!\p{ASCII})[\p{L}\p{M}\p{N}\p{P}\p{S}])+`;
const dotAtom = new RegExp(`^${atom}(?:\\.${atom})*$`, 'u');
const quoted = /^"(?:[^"\\\n]|\\[\x20-\x7E])+"$/u;

/** Letters, digits and hyphens of any script, and the few signs that IDNA permits between them (RFC 5892, A and F). */
const domainText = /^[\p{L}\p{M}\p{N}.\u00B7\u05F3\u05F4\u0375\u06FD\u06FE\u0F0B\u30FB\p{Join_C}-]+$/u;

/**
 * An e-mail address as it is stored: trimmed and composed. Internationalized addresses are accepted (RFC 6531 for the
 * local part, IDNA for the domain); a domain has at least two labels. Lengths are measured in octets, with the domain
 * in its A-form.
 */
export function checkEmail(text: string): Checked {
  const value = composed(text.trim())
    .replaceAll('\uFF20', '@')
    .replaceAll(/[\u3002\uFF0E\uFF61]/gu, '.');
  if (value === '') return { wrong: 'missing' };
  const wrong = wrongCharacters(value);
  if (wrong !== undefined) return { wrong };
  const at = value.lastIndexOf('@');
  const local = value.slice(0, Math.max(at, 0));
  const domain = asciiDomain(value.slice(at + 1));
  if (domain === undefined || !(dotAtom.test(local) || quoted.test(local))) return { wrong: 'emailForm' };
  const isLong =
    octets(local) > bounds.local || Math.max(octets(value), octets(local) + 1 + domain.length) > bounds.whole;
  return isLong ? { wrong: 'tooLong' } : { value };
}

/** The A-form of a domain name; `undefined` if the text is not a domain name. */
function asciiDomain(domain: string): string | undefined {
  // A last label of digits would be read as an IPv4 address.
  if (!domainText.test(domain) || /(?:^|\.)\p{N}+$/u.test(domain)) return undefined;
  if (!URL.canParse(`http://${domain}`)) return undefined;
  const { hostname } = new URL(`http://${domain}`);
  const labels = hostname.split('.');
  const fits =
    labels.length > 1 &&
    hostname.length <= bounds.domain &&
    labels.every(
      (label) => label.length <= bounds.label && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(label),
    ) &&
    /^[a-z]/.test(labels.at(-1) ?? '');
  return fits ? hostname : undefined;
}

function octets(text: string): number {
  return new TextEncoder().encode(text).length;
}
