import type { CacheOptions, CacheStore } from '../../src/index.ts';
import { KEY, startCache } from './temp-directory.ts';

type Started = ReturnType<typeof startCache>;

export interface Environments {
  readonly store: Map<string, string>;
  readonly clock: Started['clock'];
  readonly start: (other?: CacheOptions) => Started;
}

/** Environments that share one store and one clock. */
export function environments(options: CacheOptions = {}, store: CacheStore = new Map<string, string>()): Environments {
  const all: CacheOptions = { store, encryptionKey: KEY, ...options };
  const { clock } = startCache({});
  return {
    store: store as Map<string, string>,
    clock,
    start: (other = {}) => startCache({ ...all, ...other }, clock),
  };
}
