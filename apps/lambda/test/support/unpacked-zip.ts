import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';

const ZIP = join(import.meta.dirname, '../../dist/function.zip');

/** A new folder with what is uploaded to Lambda. The caller removes it. */
export function unpackBuilt(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hearthgate-zip-'));
  unpackTo(folder, readFileSync(ZIP));
  return folder;
}

/** Files that are there already are replaced. */
export function unpackTo(folder: string, zip: Uint8Array): void {
  for (const [name, content] of Object.entries(unzipSync(zip))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}
