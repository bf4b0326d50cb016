import { setImmediate as nextTurn } from 'node:timers/promises';
import { isThenable } from '@hearthgate/kernel';
import type { Asking, Side, Table } from '../result.ts';
import { bytesPerCall } from './allocation.ts';
import { clocks, type SampleClock } from './clock.ts';
import { type Measured, rowsOf } from './spread.ts';

/** One side of a comparison. */
export interface Task {
  readonly name: string;
  readonly side: Side;
  readonly run: () => unknown;
  /** Whether it did its work: a library that fails at once must not win. */
  readonly holds?: ((result: never) => boolean) | undefined;
  /** Calls that are under way at once; default 1. */
  readonly concurrency?: number | undefined;
  /** Called before every batch, unmeasured: for work that must not pile up. */
  readonly before?: (() => unknown) | undefined;
  /** The most calls in one batch: for work that piles up within a batch. */
  readonly maxCalls?: number | undefined;
}

export interface Comparison extends Pick<Table, 'id' | 'title' | 'note'> {
  readonly reference: string;
  readonly tasks: readonly Task[];
  /**
   * What a sample is: processor time of the thread, which a neighbour on the machine does not lengthen, or elapsed time,
   * for tasks that wait for something outside. Default `processor`.
   */
  readonly clock?: SampleClock | undefined;
  /** How long a batch of a task takes; longer for what varies by itself. Default 6 ms. */
  readonly batchMs?: number | undefined;
  readonly rounds?: number | undefined;
}

/** A task that is ready to be measured. */
export interface Runner {
  readonly task: Task;
  /** Nanoseconds per call in one batch of so many. */
  readonly time: (count: number) => Promise<number>;
  readonly bytes: (count: number) => Promise<number>;
  calls: number;
  failure: string | undefined;
  readonly samples: number[];
}

const ROUNDS = 25;
const BATCH_MS = 6;
const WARM_UP_MS = 60;
/** A whole invocation runs hundreds of functions, which the engine's last compiler takes up one after the other. */
const MAX_WARM_UP_MS = 6_000;
/** A task is warm when so many batches in a row were no faster than the best before them. */
const STEADY_BATCHES = 30;
const STEADY_SHARE = 0.97;
const MAX_BATCH = 2_000_000;

let runners = 0;

/**
 * Measures the tasks in rounds: every round takes one batch of each task, forwards and backwards by turns, so that a slow
 * moment of the machine falls on all of them. A sample is a batch's time over its calls.
 */
export async function compare(comparison: Comparison, asking: Asking): Promise<Table> {
  const { id, title, note, reference, tasks, clock = 'processor', batchMs = BATCH_MS, rounds = ROUNDS } = comparison;
  const ready: Runner[] = [];
  for (const task of tasks) ready.push(await prepare(task, asking.quick ? 0.2 : batchMs, asking.quick, clock));
  await interleave(ready, asking.quick ? 2 : rounds);
  const measured: Measured[] = [];
  for (const { task, samples, failure, calls, bytes } of ready) {
    const allocated = failure === undefined ? await bytes(asking.quick ? Math.min(calls, 20) : calls) : undefined;
    measured.push({ name: task.name, side: task.side, samples, bytes: allocated, error: failure });
  }
  return { id, title, note, unit: 'ns', better: 'less', reference, rows: rowsOf(measured, reference) };
}

/** Sees that the task works, warms it up, and finds how many calls make a batch. */
export async function prepare(task: Task, batchMs: number, quick: boolean, clock: SampleClock): Promise<Runner> {
  runners += 1;
  const own = new URL(`./loop.ts?${runners}`, import.meta.url).href;
  const loops: typeof import('./loop.ts') = await import(/* @vite-ignore */ own);
  const { run, concurrency = 1, before, maxCalls = MAX_BATCH } = task;
  let isAsync = false;
  const batch = async (count: number): Promise<void> => {
    if (!isAsync) loops.repeat(run, count);
    else if (concurrency === 1) await loops.repeatAwaiting(run, count);
    else {
      const each = Math.ceil(count / concurrency);
      await Promise.all(Array.from({ length: concurrency }, () => loops.repeatAwaiting(run, each)));
    }
  };
  const counted = (count: number) => (isAsync ? Math.ceil(count / concurrency) * concurrency : count);
  const time = async (count: number): Promise<number> => {
    await before?.();
    await nextTurn();
    // Each task pays for its own garbage, not for its neighbour's.
    globalThis.gc?.({ type: 'minor' });
    const started = clocks[clock]();
    await batch(count);
    return (clocks[clock]() - started) / counted(count);
  };
  const runner: Runner = {
    task,
    time,
    bytes: (count) => bytesPerCall({ before, batch, calls: count, counted, quick }),
    calls: Math.min(concurrency, maxCalls),
    failure: undefined,
    samples: [],
  };
  try {
    await before?.();
    const first = run();
    isAsync = isThenable(first);
    const result = await first;
    if (task.holds?.(result as never) === false) throw new Error(`it answered ${JSON.stringify(result)}`);
    let spentNs = 0;
    let bestNs = Number.POSITIVE_INFINITY;
    let steady = 0;
    for (let tries = 0; tries < 1_000; tries += 1) {
      const calls = runner.calls;
      const perCallNs = await time(calls);
      const tookNs = perCallNs * calls;
      spentNs += tookNs;
      steady = perCallNs < bestNs * STEADY_SHARE ? 0 : steady + 1;
      bestNs = Math.min(bestNs, perCallNs);
      const isWarm = spentNs >= WARM_UP_MS * 1e6 && (steady >= STEADY_BATCHES || spentNs >= MAX_WARM_UP_MS * 1e6);
      if ((quick || isWarm) && (tookNs >= batchMs * 1e6 || calls >= maxCalls)) break;
      const wanted = tookNs >= batchMs * 2e6 ? calls / 2 : tookNs < batchMs * 1e6 ? calls * 2 : calls;
      runner.calls = Math.max(concurrency, Math.min(maxCalls, Math.ceil(wanted)));
    }
  } catch (error) {
    runner.failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
  return runner;
}

export async function interleave(ready: readonly Runner[], rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    for (const runner of round % 2 === 0 ? ready : ready.toReversed()) {
      if (runner.failure !== undefined) continue;
      try {
        runner.samples.push(await runner.time(runner.calls));
      } catch (error) {
        runner.failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      }
    }
  }
}
