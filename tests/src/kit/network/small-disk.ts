import { execFileSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What this machine lacks for file systems of its own; undefined when it has everything. */
export function lackingForSmallDisks(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root';
  const folder = mkdtempSync(path.join(tmpdir(), 'medseal-disk-'));
  try {
    mount(folder, 1);
    execFileSync('umount', [folder]);
    return undefined;
  } catch {
    return 'cannot mount a file system';
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A file system of a known size under a folder, so that it can be filled and freed in a moment. */
export class SmallDisk {
  readonly #folder: string;
  /** What the folder held before, and holds again afterwards. */
  readonly #aside: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#aside = mkdtempSync(path.join(tmpdir(), 'medseal-aside-'));
  }

  /**
   * Puts a folder with all that it holds on a file system of its own.
   * @param room MiB that may be written in addition
   */
  static under(folder: string, room: number): SmallDisk {
    const disk = new SmallDisk(folder);
    copyAll(folder, disk.#aside);
    mount(folder, Math.ceil(mebibytesOf(folder)) + room);
    try {
      copyAll(disk.#aside, folder);
    } catch (error) {
      execFileSync('umount', [folder]);
      throw error;
    }
    return disk;
  }

  /** Takes every free byte. */
  fill(): void {
    const file = openSync(this.#ballast, 'a', 0o600);
    try {
      for (const length of [1 << 20, 1 << 12, 1]) writeAll(file, Buffer.alloc(length));
    } finally {
      closeSync(file);
    }
  }

  /** Gives back what `fill` took. */
  free(): void {
    rmSync(this.#ballast, { force: true });
  }

  /** Bytes that may still be written. */
  get left(): number {
    const { bavail, bsize } = statfsSync(this.#folder);
    return bavail * bsize;
  }

  /** Puts the folder back where it was, with all that it holds now. No program may use it any more. */
  remove(): void {
    this.free();
    for (const name of readdirSync(this.#aside)) rmSync(path.join(this.#aside, name), { recursive: true });
    copyAll(this.#folder, this.#aside);
    execFileSync('umount', [this.#folder]);
    for (const name of readdirSync(this.#folder)) rmSync(path.join(this.#folder, name), { recursive: true });
    copyAll(this.#aside, this.#folder);
    rmSync(this.#aside, { recursive: true });
  }

  get #ballast(): string {
    return path.join(this.#folder, 'ballast');
  }
}

function mount(folder: string, mebibytes: number): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=0700`, 'medseal-small-disk', folder]);
}

/** What the files of a folder take on a file system whose blocks have 4 KiB. */
function mebibytesOf(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const blocks = entries.map((name) => 1 + Math.ceil(lstatSync(path.join(folder, name)).size / 4_096));
  return blocks.reduce((sum, each) => sum + each, 0) / 256;
}

function copyAll(from: string, to: string): void {
  for (const name of readdirSync(from))
    cpSync(path.join(from, name), path.join(to, name), {
      recursive: true,
      preserveTimestamps: true,
      verbatimSymlinks: true,
    });
}

/** Writes until nothing more fits. */
function writeAll(file: number, bytes: Buffer): void {
  try {
    while (writeSync(file, bytes) === bytes.length);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
