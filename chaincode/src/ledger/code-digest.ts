import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** The compiled code that makes the decisions: this package and the ledger model that it resolves. */
const codeFolders: Readonly<Record<string, URL>> = {
  chaincode: new URL('../../dist/', import.meta.url),
  'ledger-model': new URL('./', import.meta.resolve('@medseal/ledger-model')),
};

/**
 * The digest that identifies the rules: SHA-256 over a listing of every compiled code file (name and SHA-256, sorted)
 * and of the consortium file's bytes; 64 hex digits. Independent of the checkout's location and of the machine.
 * @param consortiumPath the consortium file of the instance, with its operators' keys.
 * @throws {Error} of `node:fs` when the code is not compiled or the file cannot be read.
 */
export function computeCodeDigest(consortiumPath: string): string {
  const lines = ['medseal/rules/v1', `${sha256(readFileSync(consortiumPath))} consortium.json`];
  for (const [name, folder] of Object.entries(codeFolders)) {
    for (const file of codeFiles(folder)) {
      lines.push(`${sha256(readFileSync(new URL(file, folder)))} ${name}/${file}`);
    }
  }
  return sha256(`${lines.join('\n')}\n`);
}

/** Relative names of the JavaScript files under a folder, with `/` between parts, in the order of their code units. */
function codeFiles(folder: URL): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.js'))
    .sort();
}

function sha256(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}
