/** What the check reads of a package in `package-lock.json`, or in a `package.json`. */
export interface PackageFacts {
  readonly name?: string;
  readonly link?: boolean;
  readonly license?: string;
}

/** An installed package and what its author says of its licence, in SPDX's form. */
export interface LicensedPackage {
  readonly name: string;
  readonly licence: string;
}

/** Licences under which every package may come. */
const allowed: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'Unlicense',
]);

/** A package that may come under a licence that is not in the list. */
interface Exception extends LicensedPackage {
  readonly reason: string;
}

const font =
  'fonts that the pages bring along; their licence allows this, and selling the fonts alone is forbidden';

const exceptions: readonly Exception[] = [
  { name: '@fontsource-variable/noto-sans-jp', licence: 'OFL-1.1', reason: font },
  { name: '@fontsource-variable/noto-sans-kr', licence: 'OFL-1.1', reason: font },
  { name: '@fontsource-variable/noto-sans-sc', licence: 'OFL-1.1', reason: font },
  { name: '@fontsource-variable/noto-sans-tc', licence: 'OFL-1.1', reason: font },
  {
    name: 'argparse',
    licence: 'Python-2.0',
    reason: 'a permissive licence; openapi-typescript loads it while we develop, and we ship nothing of it',
  },
  {
    name: 'caniuse-lite',
    licence: 'CC-BY-4.0',
    reason:
      'data about browsers; ESLint’s rules for React load it while we develop, and we ship nothing of it',
  },
];

/** What `package.json` files say where the lock file says nothing: a package's folder leads to it. */
export type ReadInstalled = (folder: string) => string | undefined;

/** The packages of others in the lock file; where nothing says under which licence one comes, it is `UNKNOWN`. */
export function licensedPackages(
  locked: Readonly<Record<string, PackageFacts>>,
  readInstalled: ReadInstalled = () => undefined,
): readonly LicensedPackage[] {
  const marker = 'node_modules/';
  return Object.entries(locked)
    .filter(([folder, { link }]) => folder.includes(marker) && link !== true)
    .map(([folder, { name, license }]) => ({
      name: name ?? folder.slice(folder.lastIndexOf(marker) + marker.length),
      licence: license ?? readInstalled(folder) ?? 'UNKNOWN',
    }));
}

/** Those whose licence is neither allowed nor an exception. */
export function forbidden(packages: readonly LicensedPackage[]): readonly LicensedPackage[] {
  return packages.filter(
    (each) => !isAllowed(each.licence) && !exceptions.some((other) => isSame(each, other)),
  );
}

/** Exceptions that no package needs any more. */
export function unusedExceptions(packages: readonly LicensedPackage[]): readonly LicensedPackage[] {
  return exceptions.filter((exception) => !packages.some((each) => isSame(each, exception)));
}

function isSame(one: LicensedPackage, other: LicensedPackage): boolean {
  return one.name === other.name && one.licence === other.licence;
}

/**
 * Of licences joined by OR one has to be allowed, of those joined by AND all. Parentheses within others are
 * not read.
 */
function isAllowed(expression: string): boolean {
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  if (/[()]/.test(bare)) return false;
  return bare.split(' OR ').some((choice) => choice.split(' AND ').every((each) => allowed.has(each)));
}
