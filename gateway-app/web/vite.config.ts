import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { pdfFiles } from './pdf-files.js';

/** Gateway that the development server hands API calls to. */
const gateway = process.env['MEDSEAL_GATEWAY'] ?? 'http://127.0.0.11:21010';
const toGateway = Object.fromEntries(['/api', '/readyz', '/openapi.json'].map((base) => [base, gateway]));

export default defineConfig({
  plugins: [react(), pdfFiles(), compressed()],
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
