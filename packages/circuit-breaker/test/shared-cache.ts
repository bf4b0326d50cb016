import type { CacheEntry, CacheSetParams } from '@hearthgate/contracts';
import { createManualClock, createRecorder, type ManualClock, type Recorder } from '@hearthgate/testing';
import type { CircuitBreakerOptions } from '../src/index.ts';
import { type Api, createApi } from './api.ts';

interface CacheFake {
  get<Value>(params: { readonly key: string }): Promise<CacheEntry<Value> | undefined>;
  set(params: CacheSetParams): Promise<void>;
  delete(params: { readonly key: string }): Promise<boolean>;
}

export const KEY = 'circuit-breaker:api';

/** A cache that execution environments share, and whose entries a test can read. */
export function createCache(): Recorder<CacheFake> & { readonly entries: Map<string, unknown> } {
  const entries = new Map<string, unknown>();
  const recorder = createRecorder<CacheFake>({
    async get<Value>({ key }: { readonly key: string }) {
      const value = entries.get(key) as Value | undefined;
      return value === undefined ? undefined : { key, value, storedAtMs: 0, tags: [] };
    },
    async set({ key, value }) {
      entries.set(key, value);
    },
    async delete({ key }) {
      return entries.delete(key);
    },
  });
  return { ...recorder, entries };
}

/** Execution environments that live at the same time and share a cache. */
export function createEnvironments(
  options: CircuitBreakerOptions = {},
  random: () => number = () => 0,
): {
  readonly cache: ReturnType<typeof createCache>;
  readonly clock: ManualClock;
  start(more?: CircuitBreakerOptions): Api;
} {
  const cache = createCache();
  const clock = createManualClock();
  const start = (more: CircuitBreakerOptions = {}) =>
    createApi(
      { failureThreshold: 1, openMs: 10_000, ...options, ...more },
      { peers: { cache: cache.operations } },
      { clock, random },
    );
  return { cache, clock, start };
}
