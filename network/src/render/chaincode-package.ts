import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { topology } from '../topology/topology.js';

/** A chaincode package and the id that peers derive from it. */
export interface ChaincodePackage {
  readonly bytes: Uint8Array;
  readonly id: string;
}

/**
 * The package of a chaincode that runs as a service. It holds no code and no address, so all organizations produce the
 * same bytes and thus the same id; each peer's own external builder knows where the process listens. It is stored, not
 * compressed, because compressed bytes would differ between versions of zlib.
 */
export function renderChaincodePackage(): ChaincodePackage {
  const metadata = JSON.stringify({ type: 'ccaas', label: topology.chaincode });
  const code = tarGz([{ name: 'connection.json', content: '{}' }]);
  const bytes = tarGz([
    { name: 'code.tar.gz', content: code },
    { name: 'metadata.json', content: metadata },
  ]);
  return { bytes, id: `${topology.chaincode}:${createHash('sha256').update(bytes).digest('hex')}` };
}

interface Entry {
  readonly name: string;
  readonly content: string | Uint8Array;
}

const blockSize = 512;

/** A tar archive (POSIX ustar) of small files with time and owner 0. */
function tarGz(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(({ name, content }) => {
    const bytes = Buffer.from(content);
    return [header(name, bytes.length), bytes, Buffer.alloc(-bytes.length & (blockSize - 1))];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * blockSize)]), { level: 0 });
}

/** One ustar header: name, mode, owner, group, size, time, checksum, type, magic at their fixed offsets. */
function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(blockSize);
  const octal = (value: number, offset: number, width: number) =>
    block.write(`${value.toString(8).padStart(width - 1, '0')}\0`, offset, 'ascii');
  block.write(name, 0, 'ascii');
  octal(0o644, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(0, 136, 12);
  block.write(' '.repeat(8), 148, 'ascii');
  block.write('0', 156, 'ascii');
  block.write('ustar\x0000', 257, 'ascii');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'ascii');
  return block;
}
