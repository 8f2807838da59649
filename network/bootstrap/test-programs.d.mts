/** The program that page tests drive: the one that `CHROMIUM_PATH` names, or one in its usual place. */
export function findChromium(
  environment?: NodeJS.ProcessEnv,
  exists?: (file: string) => boolean,
): string | undefined;
/** The library that gives a program its own clock: the one that `FAKETIME_LIBRARY` names, or Debian's. */
export function findFaketime(
  environment?: NodeJS.ProcessEnv,
  exists?: (file: string) => boolean,
): string | undefined;
/** The programs that a test project needs: all of them where no project is named. */
export function programsFor(project?: string): readonly { readonly setting: string }[];
/** What to do if a program is missing and cannot be installed from here. */
export function advice(program: {
  readonly what: string;
  readonly packages: readonly string[];
  readonly setting: string;
}): string;
