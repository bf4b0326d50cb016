import type { MemoryCgroup } from './memory-cgroup.ts';
import { type ProcessRun, runProcess } from './run-process.ts';
import type { Runtime, Subject } from './subject.ts';

/** What one program took in all rounds. */
export interface SubjectRuns {
  readonly subject: Subject;
  readonly runs: readonly ProcessRun[];
  /** Why it was given up. */
  readonly error?: string | undefined;
}

export interface Measuring {
  readonly runtime: Runtime;
  readonly rounds: number;
  /** After how many invocations the memory is read; the last of them ends the process. */
  readonly stops: readonly number[];
  readonly cgroup?: MemoryCgroup | undefined;
}

/** Every program once, forwards and backwards by turns: what slows the machine down for a while slows all of them. */
export async function measureProcesses(
  subjects: readonly Subject[],
  { runtime, rounds, stops, cgroup }: Measuring,
): Promise<readonly SubjectRuns[]> {
  const all = subjects
    .filter(({ language }) => runtime.languages.includes(language))
    .map((subject) => ({ subject, runs: [] as ProcessRun[], error: undefined as string | undefined }));
  for (let round = 0; round < rounds; round += 1) {
    for (const one of round % 2 === 0 ? all : all.toReversed()) {
      if (one.error !== undefined) continue;
      try {
        one.runs.push(await runProcess(one.subject, runtime, stops, cgroup));
      } catch (error) {
        one.error = error instanceof Error ? error.message : String(error);
      }
    }
  }
  return all;
}
