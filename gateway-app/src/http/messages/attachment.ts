import { mediaTypes } from '@medseal/input-rules';

/** The media types under which a report is sent. */
export const sentTypes = [...mediaTypes, 'application/octet-stream'] as const;
type SentType = (typeof sentTypes)[number];

/**
 * The type that the author states counts only if it is one of the types that are shared: pages and scripts are never
 * sent as such.
 */
export function sentType(named: string): SentType {
  return mediaTypes.find((each) => each === named) ?? 'application/octet-stream';
}

/** How names of files of a type end; the first ending is added to names that end otherwise. */
const extensions: Readonly<Record<SentType, readonly string[]>> = {
  'application/pdf': ['.pdf'],
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg', '.jpe', '.jfif'],
  'application/octet-stream': ['.bin'],
};

/** Endings of other types than the file's, which are removed; any other ending may be part of the name, and stays. */
const foreign = new RegExp(
  `(?:\\s*\\.(?:${[
    'pdf|a?png|jpe?g?|jfif|gif|bmp|tiff?|webp|avif|heic|svgz?|ico|dcm',
    'x?html?|mht|mhtml|xml|xsl|css|m?js|jse|json|php|asp|jsp|swf|hta|vb[es]?|ws[fh]?',
    'exe|scr|pif|bat|cmd|ps1|msi|msp|dll|cpl|reg|lnk|url|jar|class|sh|bash|py|pl|rb|app|dmg|pkg|deb|rpm|apk|desktop',
    'docx?|docm|xlsx?|xlsm|pptx?|pptm|rtf|od[tspg]|txt|csv|eml|ps|eps|zip|rar|7z|gz|tgz|tar|iso|img',
  ].join('|')}))+$`,
  'i',
);

/** Controls, half characters, and invisible ones: they turn names round or hide what they end with. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** Scripts of India and Persia need joiners between letters. */
const joiner = /(?<=[\p{L}\p{M}])[\u200c\u200d](?=[\p{L}\p{M}])/gu;

/** Bytes that a file's name may have where it is saved. */
const maxBytes = 255;

/**
 * `Content-Disposition` (RFC 6266) of a downloaded report. It has the name in RFC 8187 form, and an ASCII name for
 * programs that do not read that form. The name ends as the file's type requires, whatever name was announced, and
 * nothing in it misleads.
 */
export function attachment(fileName: string, mediaType: SentType): string {
  const name = savedName(fileName, mediaType);
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${inAscii(name)}"; filename*=UTF-8''${encoded}`;
}

/** The name under which a report is saved. */
export function savedName(fileName: string, mediaType: SentType): string {
  const clean = withoutUnseen(fileName);
  const [usual = '', ...others] = extensions[mediaType];
  const ending = [usual, ...others].find((each) => clean.toLowerCase().endsWith(each)) ?? '';
  const stem = ending === '' ? clean.replace(foreign, '') : clean.slice(0, -ending.length);
  return whole(stem, ending === '' ? usual : clean.slice(-ending.length));
}

/** A name that can be saved and seen everywhere, with its ending. */
function whole(stem: string, ending: string): string {
  const shown = trimmed(stem);
  return cut(isName(shown) ? shown : 'report', maxBytes - ending.length) + ending;
}

function withoutUnseen(text: string): string {
  const kept = new Set(Array.from(text.matchAll(joiner), ({ index }) => index));
  const seen = text
    .replace(/[\p{Zl}\p{Zp}\t\r\n]/gu, ' ')
    .replace(unseen, (sign, at: number) => (kept.has(at) ? sign : ''));
  // Characters that have a meaning in file systems.
  return trimmed(seen.replace(/[/\\:*?"<>|]/g, '_').replace(/\p{Zs}+/gu, ' '));
}

/** Without dots and blanks at the ends, which hide files or are dropped where a file is saved. */
function trimmed(text: string): string {
  return text.replace(/^[.\s]+|[.\s]+$/g, '');
}

/** Has something visible, and is not the name of a device on Windows. */
function isName(stem: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(stem) && !/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(stem);
}

/** As many whole characters as fit into this many bytes of UTF-8. */
function cut(text: string, bytes: number): string {
  let kept = text;
  while (Buffer.byteLength(kept) > bytes) kept = Array.from(kept).slice(0, -1).join('');
  return trimmed(kept);
}

/**
 * Letters without their marks; what is not ASCII, or has a meaning in the header, becomes an underscore. Characters
 * that stand for several others, such as `⒈` for `1.`, can leave dots at the ends, the name of a device, or a longer
 * name.
 */
function inAscii(name: string): string {
  const at = name.lastIndexOf('.');
  const plain = name
    .slice(0, at)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^ -~]+|["%\\;/:*?<>|]/gu, '_');
  return whole(/[A-Za-z0-9]/.test(plain) ? plain : 'report', name.slice(at));
}
