import { entries, readableLine } from '@medseal/input-rules';

/**
 * A file's name as it is sent: without invisible characters or those that change the writing direction; the extension
 * is kept.
 */
export function fileNameOf({ name }: File): string {
  return readableLine(name, entries.fileName.longest);
}

/** The title that a file's name suggests. */
export function titleOf(file: File): string {
  const { longest, check } = entries.title;
  return (
    check(
      fileNameOf(file)
        .replace(/\.[^.]+$/, '')
        .slice(0, longest),
    ).value ?? ''
  );
}
