import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRecorder, createTestEnvironment, type ManualClock, type Recorder } from '@hearthgate/testing';
import { onTestFinished } from 'vitest';
import { type CacheGateway, type CacheOptions, createCacheGateway } from '../../src/index.ts';

export const KEY: string = 'a key for tests '.repeat(3);

/** A directory that is gone when the test has ended. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'cache-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }));
  return directory;
}

interface Warning {
  readonly message: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly error?: unknown;
}

export interface CacheWithWarnings {
  readonly cache: CacheGateway['operations'];
  readonly clock: ManualClock;
  readonly warnings: () => readonly Warning[];
  readonly logging: Recorder<{ warning(params: unknown): void }>;
}

/** A cache on an environment of its own: what a new execution environment, or a process that began anew, would have. */
export function startCache(options: CacheOptions, clock?: ManualClock): CacheWithWarnings {
  const fresh = createTestEnvironment();
  const environment = clock === undefined ? fresh : { ...fresh, clock };
  const logging = createRecorder({ warning: (_: unknown) => {} });
  const { operations: cache } = createCacheGateway(options, { environment, peers: { logging: logging.operations } });
  const warnings = () => logging.paramsOf('warning') as readonly Warning[];
  return { cache, clock: clock ?? fresh.clock, warnings, logging };
}

/** Paths of the entries of a cache in a directory. */
export function entryFiles(directory: string, namespace = 'hearthgate'): readonly string[] {
  const folder = join(directory, namespace);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.entry'))
    .map((name) => join(folder, name));
}
