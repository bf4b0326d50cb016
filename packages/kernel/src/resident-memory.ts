import type { Clock } from './clock.ts';

/** Resident memory grows by megabytes in seconds, if at all. */
const MAX_AGE_MS = 1_000;

/**
 * Resident memory in bytes, as the operating system counts it, read once a second at most: reading it opens a file and
 * takes longer than writing the line that tells it, and each invocation tells it twice.
 */
export function residentMemory(clock: Pick<Clock, 'elapsed'>): () => number {
  let bytes = 0;
  let readAtMs = Number.NEGATIVE_INFINITY;
  return () => {
    const nowMs = clock.elapsed();
    if (nowMs - readAtMs >= MAX_AGE_MS) {
      bytes = process.memoryUsage.rss();
      readAtMs = nowMs;
    }
    return bytes;
  };
}
