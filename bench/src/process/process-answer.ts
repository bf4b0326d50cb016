import type { Answer, Asking, Curve, Table } from '../result.ts';
import { buildSubjects, type Subjects } from './build-subjects.ts';
import { measureProcesses } from './measure-processes.ts';
import { makeMemoryCgroup } from './memory-cgroup.ts';
import { memoryCurves, processTable, residentAt } from './process-tables.ts';
import type { Runtime, Subject } from './subject.ts';

export interface ProcessAsking extends Asking {
  /** Only programs whose name contains it, beside the bare handler. */
  readonly only?: string | undefined;
  /** Spawns of each program. Default 31, and 1 when quick. */
  readonly rounds?: number | undefined;
  /** Lives of 10,000 invocations of each program, without a limit and within one. Default 3, and 1 when quick. */
  readonly lives?: number | undefined;
  /** Told of each table as soon as it is there: all of them take most of an hour. */
  readonly onTable?: ((table: Table) => void) | undefined;
}

const LIMIT_MB = 128;
/** After how many invocations the memory is read; from the third on it is to be flat. */
const STOPS = [1, 1_000, 2_000, 5_000, 10_000];
const QUICK_STOPS: readonly number[] = STOPS.map((stop) => Math.ceil(stop / 500));
const [FIRST, EARLY, FLAT, LAST] = [0, 1, 2, 4] as const;

/** Whole processes: from the spawn to the first answer, and the memory of a long life. */
export async function processAnswer(asking: ProcessAsking): Promise<Answer> {
  const built = await buildSubjects(asking);
  const missing = [...built.missing];
  const tables: Table[] = [];
  const add = (table: Table) => {
    tables.push(table);
    asking.onTable?.(table);
  };
  try {
    const { only = '' } = asking;
    const subjects = built.subjects.filter(({ name }, index) => index === 0 || name.includes(only));
    await coldStarts(built, subjects, asking, add);
    const curves = await memories(built.runtimes[0], subjects, asking, add, missing);
    return { tables, curves, missing, versions: built.versions };
  } finally {
    built.close();
  }
}

async function coldStarts(
  { runtimes, missing }: Subjects,
  subjects: readonly Subject[],
  { quick, tell, rounds = quick ? 1 : 31 }: ProcessAsking,
  add: (table: Table) => void,
): Promise<void> {
  const note = missing.length === 0 ? undefined : `Not measured here: ${missing.join('; ')}.`;
  for (const [index, runtime] of runtimes.entries()) {
    const able = subjects.filter(({ language }) => runtime.languages.includes(language));
    tell?.(`cold starts under ${runtime.name}, ${able.length} programs ${rounds} times`);
    const starts = await measureProcesses(subjects, { runtime, rounds, stops: [1] });
    const about = {
      id: index === 0 ? 'process-cold-start' : 'process-cold-start-ric',
      title: `Cold start: from the spawn to the first answer, under ${runtime.name}`,
      unit: 'ms',
      note,
    } as const;
    add(processTable(about, starts, ({ firstMs }) => firstMs));
    if (index > 0) continue;
    const cpu = {
      id: 'process-cold-start-cpu',
      title: 'Cold start: processor time of all threads until then',
      unit: 'ms',
      note: 'What a busy machine disturbs least.',
    } as const;
    add(processTable(cpu, starts, ({ cpuMs }) => cpuMs));
    const memory = { id: 'process-memory-1', title: 'Resident memory at the first answer', unit: 'MB' } as const;
    add(processTable(memory, starts, residentAt(FIRST)));
  }
}

/** The memory of long lives. Where no control group can be made, `missing` says so and the curves are of lives without. */
async function memories(
  runtime: Runtime | undefined,
  subjects: readonly Subject[],
  { quick, tell, lives = quick ? 1 : 3 }: ProcessAsking,
  add: (table: Table) => void,
  missing: string[],
): Promise<readonly Curve[]> {
  if (runtime === undefined || lives === 0) return [];
  const stops = quick ? QUICK_STOPS : STOPS;
  const times = (stop: 0 | 1 | 2 | 4) => (stops[stop] ?? 0).toLocaleString('en-US');
  const title = (stop: 1 | 4) => `Resident memory after ${times(stop)} invocations`;
  tell?.(`memory over ${times(LAST)} invocations, ${subjects.length} programs ${lives} times; takes minutes`);
  const free = await measureProcesses(subjects, { runtime, rounds: lives, stops });
  add(processTable({ id: 'process-memory-1000', title: title(EARLY), unit: 'MB' }, free, residentAt(EARLY)));
  add(processTable({ id: 'process-memory', title: title(LAST), unit: 'MB' }, free, residentAt(LAST)));
  const cgroup = makeMemoryCgroup(LIMIT_MB);
  if (cgroup === undefined) {
    missing.push(`memory in a control group of ${LIMIT_MB} MB: nobody may make one here; root can on most machines`);
    return memoryCurves(free, stops, '');
  }
  try {
    tell?.(`the same in a control group of ${LIMIT_MB} MB`);
    const bounded = await measureProcesses(subjects, { runtime, rounds: lives, stops, cgroup });
    const about = {
      id: 'process-memory-10000-128mb',
      title: `${title(LAST)} in a control group of ${LIMIT_MB} MB`,
      unit: 'MB',
    } as const;
    const flat = { named: `after ${times(FLAT)}`, figure: residentAt(FLAT) };
    add(processTable(about, bounded, residentAt(LAST), flat));
    return memoryCurves(bounded, stops, ` in ${LIMIT_MB} MB`);
  } finally {
    cgroup.remove();
  }
}
