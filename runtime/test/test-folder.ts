import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder for the test that runs, which is deleted after it. */
export function testFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'medseal-test-folder-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
