import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What the caches of five environments, and the machine code that V8 makes anew, may differ by between two looks. */
export const MAX_GROWTH_BYTES: number = 8 * 1_048_576;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** Bytes of the heap that are in use after everything that nobody needs is gone. */
export function usedHeap(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

/**
 * How much memory grew while all caches were full: the median of the last quarter of the samples less that of the second
 * quarter. What is kept by number or bytes is full by then; what is kept for each message goes on growing.
 */
export function growth(samples: readonly number[]): number {
  if (samples.length < 8) throw new Error(`${samples.length} looks at the memory say nothing; 8 are needed.`);
  const quarter = Math.floor(samples.length / 4);
  return median(samples.slice(-quarter)) - median(samples.slice(quarter, 2 * quarter));
}

function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
