import { readFileSync } from 'node:fs';
import type { Options } from 'tsup';

type Exports = Record<string, string | { '@hearthgate/source'?: string }>;

/**
 * How every package is built: one ESM entry for each source that its manifest's `exports` names, for the oldest Node it
 * supports, with dynamic imports kept as chunks of their own.
 * Declarations come from `tsc`, because TypeScript 7 has no API for tsup to make them with.
 */
export function packageBuild(): Options {
  return {
    entry: entriesOf('package.json'),
    format: ['esm'],
    platform: 'node',
    target: 'node22',
    dts: false,
    splitting: true,
    treeshake: true,
    clean: true,
    silent: true,
  };
}

function entriesOf(manifestFile: string): Record<string, string> {
  const { exports } = JSON.parse(readFileSync(manifestFile, 'utf8')) as { exports: Exports };
  const entries: Record<string, string> = {};
  for (const target of Object.values(exports)) {
    const source = typeof target === 'object' ? target['@hearthgate/source'] : undefined;
    if (source !== undefined) entries[source.replace(/^\.\/src\/|\.ts$/g, '')] = source;
  }
  return entries;
}
