import { GCProfiler } from 'node:v8';

interface Batch {
  readonly before: (() => unknown) | undefined;
  readonly batch: (count: number) => Promise<void>;
  readonly calls: number;
  /** How many calls a batch of so many really makes, as calls that are under way at once come in equal numbers. */
  readonly counted: (count: number) => number;
  readonly quick: boolean;
}

const BATCHES = 5;
const MAX_CALLS = 20_000;
/** With so few calls each of them is large, and what an older collection still sweeps would be taken for theirs. */
const FEW_CALLS = 100;

/**
 * Bytes of the JavaScript heap that a call allocates: what the heap grew by in a batch and what collections took away
 * meanwhile, over the calls; the median of five batches. Memory outside of that heap, such as Buffers', does not count.
 */
export async function bytesPerCall({ before, batch, calls, counted, quick }: Batch): Promise<number> {
  const count = calls <= FEW_CALLS ? Math.min(calls, 4) : Math.min(calls, MAX_CALLS);
  const figures: number[] = [];
  for (let turn = 0; turn < (quick ? 1 : BATCHES); turn += 1) {
    await before?.();
    globalThis.gc?.({ type: calls <= FEW_CALLS ? 'major' : 'minor' });
    const profiler = new GCProfiler();
    profiler.start();
    const startBytes = process.memoryUsage().heapUsed;
    await batch(count);
    const endBytes = process.memoryUsage().heapUsed;
    const collected = profiler
      .stop()
      .statistics.reduce(
        (sum, { beforeGC, afterGC }) =>
          sum + beforeGC.heapStatistics.usedHeapSize - afterGC.heapStatistics.usedHeapSize,
        0,
      );
    figures.push((endBytes - startBytes + collected) / counted(count));
  }
  figures.sort((one, other) => one - other);
  return Math.max(0, figures[Math.floor(figures.length / 2)] ?? Number.NaN);
}
