/** Builds the web pages when their sources changed, with `build`, which runs a program in a folder. */
export function buildPages(
  root: string,
  build: (program: string, args: readonly string[], folder: string) => Promise<void>,
): Promise<void>;
/** Digest of everything that the pages are built from: their sources with their names, and the locked packages. */
export function digestOfPages(root: string): string;
