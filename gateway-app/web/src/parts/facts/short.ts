/** How many characters, as people count them, a sentence has room for. */
const room = 60;

/** The first line of a text, cut if it is longer than a sentence has room for. */
export function shortLine(text: string): string {
  const line = text.trim().split(/\s*\n/u, 1)[0] ?? '';
  const characters = [...new Intl.Segmenter().segment(line)].map(({ segment }) => segment);
  return characters.length <= room ? line : `${characters.slice(0, room).join('').trimEnd()}…`;
}

/** The ends of an id, for the screen only. */
export function shortId(id: string): string {
  return id.length <= 14 ? id : `${id.slice(0, 8)}…${id.slice(-4)}`;
}
