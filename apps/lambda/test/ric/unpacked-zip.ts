import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';

const ZIP = join(import.meta.dirname, '../../dist/function.zip');

/** A new folder with what is uploaded to Lambda. The caller removes it. */
export function unpackZip(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hearthgate-zip-'));
  for (const [name, content] of Object.entries(unzipSync(readFileSync(ZIP)))) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
