import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';

/** What the figures were measured on. */
export function machine(): Readonly<Record<string, string | number>> {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryMb: Math.round(totalmem() / 1024 / 1024),
    system: `${type()} ${release()} ${process.arch}`,
    node: process.version,
    v8: process.versions.v8 ?? 'unknown',
  };
}

/** The installed versions of the libraries that ours is compared with. */
export function versionsOf(names: readonly string[]): Readonly<Record<string, string>> {
  const paths = createRequire(import.meta.url).resolve.paths('x') ?? [];
  return Object.fromEntries([...new Set(names)].sort().map((name) => [name, versionIn(paths, name)]));
}

function versionIn(paths: readonly string[], name: string): string {
  for (const path of paths) {
    try {
      return (JSON.parse(readFileSync(join(path, name, 'package.json'), 'utf8')) as { version: string }).version;
    } catch {}
  }
  return 'not installed';
}
