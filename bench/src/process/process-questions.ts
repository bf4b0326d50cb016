import { buildSubjects, type Python } from './build-subjects.ts';
import { makeMemoryCgroup } from './memory-cgroup.ts';
import { type MemoryStop, type ProcessRun, runProcess } from './run-process.ts';
import type { Runtime, Subject } from './subject.ts';

/** One line of a table. */
export interface ProcessRow {
  readonly name: string;
  readonly medianMs: number;
  /** An interval that holds the true median in 95 of 100 runs: order statistics, no assumption of a shape. */
  readonly low: number;
  readonly high: number;
  /** Median over that of the bare handler of the same run. */
  readonly ratio: number;
  /** Processor time of all threads until then, median; and over that of the bare handler. A busy machine disturbs it least. */
  readonly cpuMs: number;
  readonly cpuRatio: number;
  /** Medians after so many invocations. */
  readonly rssMb: readonly MemoryStop[];
  readonly peakMb: number;
}

export interface ProcessQuestion {
  readonly title: string;
  readonly rows: readonly ProcessRow[];
}

export interface ProcessAnswers {
  readonly questions: readonly ProcessQuestion[];
  readonly missing: readonly string[];
}

export interface ProcessOptions extends Python {
  /** Only sees that everything still runs. */
  readonly quick: boolean;
  /** Only subjects whose name contains it, beside the bare handler. */
  readonly only?: string | undefined;
  /** Spawns of each subject. Default 31, and 1 when quick. */
  readonly rounds?: number | undefined;
  /** Told of each question as soon as it is answered: all of them take minutes. */
  readonly onAnswer?: ((question: ProcessQuestion) => void) | undefined;
}

const LIMIT_MB = 128;

/** Whole processes: from the spawn to the first answer, and the memory afterwards. */
export async function processQuestions(options: ProcessOptions): Promise<ProcessAnswers> {
  const { quick, only = '' } = options;
  const rounds = options.rounds ?? (quick ? 1 : 31);
  const stops = quick ? [1, 20] : [1, 1_000, 2_000, 5_000, 10_000];
  const built = await buildSubjects(options);
  const missing = [...built.missing];
  const questions: ProcessQuestion[] = [];
  const answer = (question: ProcessQuestion) => {
    questions.push(question);
    options.onAnswer?.(question);
  };
  try {
    const wanted = built.subjects.filter(({ name }, index) => index === 0 || name.includes(only));
    for (const runtime of built.runtimes) {
      const subjects = wanted.filter(({ language }) => runtime.languages.includes(language));
      const rows = await measure(subjects, runtime, rounds, [1]);
      answer({ title: `Cold start: spawn to the first answer under ${runtime.name}`, rows });
    }
    const [runtime] = built.runtimes;
    if (runtime === undefined) return { questions, missing };
    answer({
      title: 'Memory over invocations',
      rows: await measure(wanted, runtime, 1, stops),
    });
    const cgroup = makeMemoryCgroup(LIMIT_MB);
    if (cgroup === undefined) missing.push(`${LIMIT_MB} MB control group: this machine lets nobody make one`);
    else {
      const rows = await measure(wanted, runtime, 1, stops, cgroup);
      cgroup.remove();
      answer({ title: `Memory over invocations in a control group of ${LIMIT_MB} MB`, rows });
    }
    return { questions, missing };
  } finally {
    built.close();
  }
}

/** Every subject once, then every subject again: what slows the machine down for a while slows all of them. */
async function measure(
  subjects: readonly Subject[],
  runtime: Runtime,
  rounds: number,
  stops: readonly number[],
  cgroup?: Parameters<typeof runProcess>[3],
): Promise<readonly ProcessRow[]> {
  const runs = new Map<Subject, ProcessRun[]>(subjects.map((subject) => [subject, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [subject, done] of runs) done.push(await runProcess(subject, runtime, stops, cgroup));
  }
  let bare = { medianMs: Number.NaN, cpuMs: Number.NaN };
  return [...runs].map(([{ name }, done], index) => {
    const times = done.map(({ firstMs }) => firstMs).sort((a, b) => a - b);
    const medianMs = median(times);
    const cpuMs = median(done.map((run) => run.cpuMs));
    if (index === 0) bare = { medianMs, cpuMs };
    const rank = Math.max(0, Math.floor(times.length / 2 - 0.98 * Math.sqrt(times.length)));
    return {
      name,
      medianMs,
      low: times[rank] ?? Number.NaN,
      high: times[times.length - 1 - rank] ?? Number.NaN,
      ratio: medianMs / bare.medianMs,
      cpuMs,
      cpuRatio: cpuMs / bare.cpuMs,
      rssMb: stops.map((invocations, stop) => ({
        invocations,
        rssMb: median(done.map((run) => run.stops[stop]?.rssMb ?? Number.NaN)),
      })),
      peakMb: Math.max(...done.map(({ peakMb }) => peakMb)),
    };
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle) - 1] ?? Number.NaN)) / 2;
}
