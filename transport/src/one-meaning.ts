/**
 * True when every reader of a JSON text understands it alike (I-JSON, RFC 7493): its strings and names are Unicode, and
 * no object has a duplicate member, of which readers take the first, the last, or both.
 * @param value what `JSON.parse` returns for `text`
 */
export function hasOneMeaning(text: string, value: unknown): boolean {
  const { members, isUnicode } = lookInto(value);
  return isUnicode && members === membersIn(text);
}

/** The number of members of all objects in a JSON text: outside strings, only members have a colon. */
function membersIn(text: string): number {
  return text.replaceAll(/"[^"\\]*(?:\\.[^"\\]*)*"/g, '').split(':').length - 1;
}

/** Without recursion: a text of 64 KiB may have many thousands of levels. */
function lookInto(value: unknown): Readonly<{ members: number; isUnicode: boolean }> {
  const pending = [value];
  let members = 0;
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next === 'string' && !next.isWellFormed()) return { members, isUnicode: false };
    if (typeof next !== 'object' || next === null) continue;
    const names = Array.isArray(next) ? [] : Object.keys(next);
    members += names.length;
    for (const part of [...names, ...(Object.values(next) as unknown[])]) pending.push(part);
  }
  return { members, isUnicode: true };
}
