import { Bench } from 'tinybench';

/** Something to be measured, as a set of tasks that are compared with the first one. */
export interface Question {
  readonly title: string;
  readonly tasks: readonly Task[];
  /** Undoes what the tasks set up. */
  readonly close?: (() => Promise<void>) | undefined;
}

export interface Task {
  readonly name: string;
  readonly run: () => unknown;
}

export interface Row {
  readonly name: string;
  /** Median nanoseconds of one run. */
  readonly medianNs: number;
  /** Median over that of the first task. */
  readonly ratio: number;
  readonly error: string | undefined;
}

/** Runs the tasks in turn. Quick: a few runs each, for seeing that they work. */
export async function runQuestion({ tasks, close }: Question, quick: boolean): Promise<readonly Row[]> {
  const bench = new Bench(quick ? { time: 20, iterations: 5, warmup: false } : { time: 1_000, warmupTime: 300 });
  for (const { name, run } of tasks) bench.add(name, run as () => void);
  await bench.run();
  await close?.();
  const medians = bench.tasks.map(({ result }) => ('latency' in result ? result.latency.p50 * 1e6 : Number.NaN));
  return bench.tasks.map(({ name, result }, index) => ({
    name,
    medianNs: medians[index] ?? Number.NaN,
    ratio: (medians[index] ?? Number.NaN) / (medians[0] ?? Number.NaN),
    error: 'error' in result ? String(result.error) : undefined,
  }));
}

export function printTable(title: string, rows: readonly Row[]): void {
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log(`\n${title}`);
  for (const { name, medianNs, ratio, error } of rows) {
    const figures = error ?? `${medianNs.toFixed(0).padStart(9)} ns  ${ratio.toFixed(2).padStart(8)} x`;
    console.log(`  ${name.padEnd(width)}  ${figures}`);
  }
}
