import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Gateway that the development server hands API calls to. */
const gateway = process.env['MEDSEAL_GATEWAY'] ?? 'http://127.0.0.1:21010';
const toGateway = Object.fromEntries(['/api', '/readyz', '/openapi.json'].map((base) => [base, gateway]));

export default defineConfig({
  plugins: [react(), pdfDecoders(), compressed()],
  build: {
    target: 'es2023',
    // The pages' CSP knows no data: scripts, styles or fonts, and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
    // What nearly every page needs is one file: fewer requests, better compressed than sixty small ones.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 20 }] } } },
  },
  server: { host: '127.0.0.1', proxy: toGateway },
});

/** Writes .gz and .br beside every text asset, so that the gateway compresses nothing at run time. */
function compressed(): Plugin {
  let folder = '';
  return {
    name: 'medseal-compressed',
    apply: 'build',
    configResolved({ root, build }) {
      folder = path.resolve(root, build.outDir, 'assets');
    },
    // Not closeBundle: that is called after a failed build too, and would hide why it failed.
    writeBundle() {
      for (const name of readdirSync(folder).filter((each) => /\.(?:m?js|css|svg|wasm)$/.test(each))) {
        const file = path.join(folder, name);
        const bytes = readFileSync(file);
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
        writeFileSync(
          `${file}.br`,
          brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
        );
      }
    },
  };
}

/**
 * Puts beside the pages what pdf.js loads by itself and by fixed names: the image decoders of scanned documents, in the form that
 * needs no WebAssembly, which the pages' CSP forbids.
 */
function pdfDecoders(): Plugin {
  const folder = path.dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/wasm/LICENSE_OPENJPEG')));
  const names = [
    'openjpeg_nowasm_fallback.js',
    'jbig2_nowasm_fallback.js',
    'LICENSE_OPENJPEG',
    'LICENSE_JBIG2',
  ];
  return {
    name: 'medseal-pdf-decoders',
    apply: 'build',
    generateBundle() {
      for (const name of names)
        this.emitFile({
          type: 'asset',
          fileName: `pdfjs/${name}`,
          source: readFileSync(path.join(folder, name)),
        });
    },
  };
}
