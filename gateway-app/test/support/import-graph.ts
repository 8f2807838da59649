import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One import, by the paths of the two files in their folder. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

/**
 * What the sources of a folder import from one another: at once, on demand, or only a type. @throws for an import
 * whose target does not exist.
 */
export function importsIn(folder: string): readonly Import[] {
  const files = new Set(globSync('**/*.*', { cwd: folder }));
  const importsOf = (from: string): Import[] => {
    const text = readFileSync(path.join(folder, from), 'utf8');
    const names = [...text.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, name = '']) => name);
    const places = names.map((name) => path.join(path.dirname(from), name));
    return places.filter(isInside).map((place) => {
      const sources = ['.ts', '.tsx', '.d.ts'].map((ending) => place.replace(/\.js$/, ending));
      const to = [place, ...sources].find((each) => files.has(each));
      if (to === undefined) throw new Error(`${from} imports ${place}, which is not there`);
      return { from, to };
    });
  };
  return [...files].filter((file) => /\.tsx?$/.test(file)).flatMap(importsOf);
}

function isInside(place: string): boolean {
  return !place.startsWith('..');
}

/** The imports that lead from a file or folder back to it, in words; none if there is no circle. */
export function circleOf(imports: readonly Import[], placeOf: (file: string) => string): string[] {
  const between = imports.filter(({ from, to }) => placeOf(from) !== placeOf(to));
  const leaving = Map.groupBy(between, ({ from }) => placeOf(from));
  const withoutCircle = new Set<string>();
  const walk = (place: string, trail: readonly Import[]): readonly Import[] => {
    const start = trail.findIndex(({ from }) => placeOf(from) === place);
    if (start >= 0) return trail.slice(start);
    if (withoutCircle.has(place)) return [];
    for (const each of leaving.get(place) ?? []) {
      const circle = walk(placeOf(each.to), [...trail, each]);
      if (circle.length > 0) return circle;
    }
    withoutCircle.add(place);
    return [];
  };
  const circle = [...leaving.keys()].map((place) => walk(place, [])).find(({ length }) => length > 0);
  return (circle ?? []).map(inWords);
}

/** An import in words. */
export function inWords({ from, to }: Import): string {
  return `${from} imports ${to}`;
}
