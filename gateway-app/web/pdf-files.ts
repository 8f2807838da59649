import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Folder of an installed package. */
function folderOf(packageName: string): string {
  return path.dirname(fileURLToPath(import.meta.resolve(`${packageName}/package.json`)));
}

/** Whole folders of pdf.js, and the files of others that are wanted, by the folder in which the pages find them. */
const pdfjs = folderOf('pdfjs-dist');
const sources: readonly (readonly [to: string, from: string, wanted: RegExp])[] = [
  // Image decoders of scanned documents, in the form that needs no WebAssembly, which the pages' CSP forbids.
  ['wasm', path.join(pdfjs, 'wasm'), /^(?:openjpeg|jbig2)_nowasm_fallback\.js$|^LICENSE_(?:OPENJPEG|JBIG2)$/],
  // What the codes of texts in Chinese, Japanese and Korean mean, and the fonts that no file needs to bring along.
  ['cmaps', path.join(pdfjs, 'cmaps'), /\.bcmap$|^LICENSE$/],
  ['standard_fonts', path.join(pdfjs, 'standard_fonts'), /\.(?:pfb|ttf)$|^LICENSE_/],
  ...['jp', 'kr', 'sc', 'tc'].flatMap((script) => {
    const folder = folderOf(`@fontsource-variable/noto-sans-${script}`);
    return [
      ['fonts', path.join(folder, 'files'), /-wght-normal\.woff2$/],
      [`fonts/noto-sans-${script}`, folder, /^LICENSE$/],
    ] as const;
  }),
];

/** Puts beside the pages what the PDF viewer loads by itself and by fixed names; nothing comes from anywhere else. */
export function pdfFiles(): Plugin {
  return {
    name: 'medseal-pdf-files',
    apply: 'build',
    generateBundle() {
      for (const [to, from, wanted] of sources)
        for (const name of readdirSync(from).filter((each) => wanted.test(each)))
          this.emitFile({
            type: 'asset',
            fileName: `pdfjs/${to}/${name}`,
            source: readFileSync(path.join(from, name)),
          });
    },
  };
}
