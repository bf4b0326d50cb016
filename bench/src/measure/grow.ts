import type { Asking, Curve } from '../result.ts';
import type { SampleClock } from './clock.ts';
import { interleave, prepare, type Runner, type Task } from './compare.ts';
import { spreadOf } from './spread.ts';

export interface Growth extends Pick<Curve, 'id' | 'title' | 'of' | 'note'> {
  readonly sizes: readonly number[];
  /** Makes the thing of that size, and what is to be measured on it. */
  readonly make: (size: number) => Task['run'] | Promise<Task['run']>;
  readonly batchMs?: number | undefined;
  /** As of a comparison. */
  readonly clock?: SampleClock | undefined;
}

const ROUNDS = 11;
const BATCH_MS = 5;

/** The cost of a call at every size, all sizes measured in turn, and how it grows. */
export async function grow(
  { id, title, of, note, sizes, make, clock = 'processor', batchMs = BATCH_MS }: Growth,
  asking: Asking,
): Promise<Curve> {
  const asked = asking.quick ? sizes.slice(0, 2) : sizes;
  const ready: Runner[] = [];
  for (const size of asked) {
    const run = await make(size);
    ready.push(
      await prepare({ name: String(size), side: 'ours', run }, asking.quick ? 0.2 : batchMs, asking.quick, clock),
    );
  }
  await interleave(ready, asking.quick ? 2 : ROUNDS);
  const points = [];
  for (const [index, { samples, bytes, calls, failure }] of ready.entries()) {
    if (failure !== undefined) throw new Error(`${title}, ${asked[index]} ${of}: ${failure}`);
    points.push({ size: asked[index] ?? 0, value: spreadOf(samples), bytes: await bytes(calls) });
  }
  const exponent = exponentOf(points.map(({ size, value }) => [size, value.median] as const));
  return { id, title, of, note, unit: 'ns', points, exponent, order: orderOf(exponent) };
}

/** The power of the size that the cost follows best: the slope of a straight line through the logarithms. */
export function exponentOf(points: readonly (readonly [size: number, cost: number])[]): number {
  const logs = points.map(([size, cost]) => [Math.log(size), Math.log(cost)] as const);
  const meanOf = (at: 0 | 1) => logs.reduce((sum, log) => sum + log[at], 0) / logs.length;
  const [meanSize, meanCost] = [meanOf(0), meanOf(1)];
  const together = logs.reduce((sum, [size, cost]) => sum + (size - meanSize) * (cost - meanCost), 0);
  const alone = logs.reduce((sum, [size]) => sum + (size - meanSize) ** 2, 0);
  return together / alone;
}

/** Between the powers lies what a fixed share adds to the cost, and what the caches of the processor cannot hold. */
export function orderOf(exponent: number): string {
  if (exponent < 0.1) return 'constant';
  if (exponent < 0.3) return 'almost constant';
  if (exponent < 0.8) return 'less than linear';
  if (exponent <= 1.15) return 'linear';
  return 'more than linear';
}
