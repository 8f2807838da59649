/** A text as searches compare it: without regard to case, width and space around it. */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}

/** True when every word of `wanted` stands in a text, also as a part of a longer word. */
export function hasWords(text: string, wanted: string): boolean {
  const searched = folded(text);
  return folded(wanted)
    .split(/\s+/)
    .every((word) => searched.includes(word));
}
