import { describe, expect, it } from 'vitest';
import { measureProcesses, type SubjectRuns } from '../src/process/measure-processes.ts';
import { memoryCurves, processTable, residentAt } from '../src/process/process-tables.ts';
import type { ProcessRun } from '../src/process/run-process.ts';
import type { Runtime, Subject } from '../src/process/subject.ts';
import { questionFiles } from '../src/report/ask-questions.ts';
import { plots } from '../src/report/plots.ts';
import { targetLines } from '../src/report/targets.ts';
import type { Side, Table } from '../src/result.ts';

const STOPS = [1, 2_000, 10_000];

const subject = (name: string, side: Side): Subject => ({
  name,
  side,
  language: 'node',
  taskRoot: import.meta.dirname,
  handler: 'index.handler',
  event: {},
  variables: {},
  check: () => undefined,
});

/** Lives that begin and end with so many MB, one round a little above the other. */
const runsOf = (name: string, side: Side, firstMs: number, rssMb: readonly number[]): SubjectRuns => ({
  subject: subject(name, side),
  runs: [0, 1, 2].map(
    (more): ProcessRun => ({
      firstMs: firstMs + more,
      cpuMs: firstMs,
      stops: STOPS.map((invocations, stop) => ({ invocations, rssMb: (rssMb[stop] ?? 0) + more })),
      peakMb: 100,
    }),
  ),
});

const measured: readonly SubjectRuns[] = [
  runsOf('bare handler', 'floor', 40, [48, 60, 68]),
  runsOf('hearthgate, directive over TLS', 'ours', 60, [57, 80, 81]),
  runsOf('hearthgate, bridge off, GET /health', 'ours', 44, [50, 60, 60]),
];

describe('the tables of whole processes', () => {
  const about = { title: 'X', unit: 'MB' } as const;
  const flat = { named: 'after 2,000', figure: residentAt(1) };
  const tables: readonly Table[] = [
    processTable({ ...about, id: 'process-cold-start', unit: 'ms' }, measured, ({ firstMs }) => firstMs),
    processTable({ ...about, id: 'process-memory-1' }, measured, residentAt(0)),
    processTable({ ...about, id: 'process-memory-10000-128mb' }, measured, residentAt(2), flat),
  ];

  it('answer the targets of cold start and memory', () => {
    const lines = targetLines({ tables }).filter(({ what }) => /start|memory/.test(what));
    expect(lines.map(({ measured: found, verdict }) => [found, verdict])).toEqual([
      ['1.49x', 'reached'],
      ['1.10x', 'reached'],
      ['9.00 MB', 'reached'],
      ['82.0 MB', 'reached'],
      ['1.01x', 'reached'],
    ]);
  });

  it('hold ours at the moment from which on memory is to be flat, and no one else', () => {
    expect(tables[2]?.rows.map(({ name }) => name)).toEqual([
      'bare handler',
      'hearthgate, directive over TLS',
      'hearthgate, directive over TLS, after 2,000',
      'hearthgate, bridge off, GET /health',
      'hearthgate, bridge off, GET /health, after 2,000',
    ]);
  });

  it('say that a target is missed, and what stands in the way', () => {
    const heavy = [
      runsOf('bare handler', 'floor', 40, [48, 60, 68]),
      runsOf('hearthgate, directive over TLS', 'ours', 100, [90, 95, 120]),
    ];
    const missed = targetLines({
      tables: [
        processTable({ ...about, id: 'process-cold-start', unit: 'ms' }, heavy, ({ firstMs }) => firstMs),
        processTable({ ...about, id: 'process-memory-10000-128mb' }, heavy, residentAt(2), flat),
      ],
    }).filter(({ verdict }) => verdict === 'not reached');
    expect(missed.map(({ what }) => what)).toEqual([
      'cold start, a directive over TLS, over a bare handler',
      'resident memory after 10,000 directives in 128 MB',
      'resident memory after 10,000 over after 2,000, in 128 MB',
    ]);
    expect(missed[0]?.floor).toContain('by hand');
  });

  it('become a picture of every life, with the order of its growth', async () => {
    const curves = memoryCurves(measured, STOPS, ' in 128 MB');
    expect(curves.map(({ side, order }) => [side, order])).toEqual([
      ['floor', 'constant'],
      ['ours', 'constant'],
      ['ours', 'constant'],
    ]);
    const about = { format: 1, date: '2026-01-01', quick: true, machine: {}, versions: {} } as const;
    const drawn = await plots({ ...about, tables, curves });
    expect(drawn.map(({ file }) => file)).toEqual(['process.svg', 'memory.svg']);
    for (const { svg } of drawn) {
      expect(svg).toContain('bare handler');
      expect(svg).toContain('prefers-color-scheme: dark');
    }
  });
});

describe('a program that fails', () => {
  const runtime: Runtime = {
    name: 'a loop that ends',
    languages: ['node'],
    command: () => [process.execPath, '--eval', 'console.error("no room"); process.exitCode = 3'],
  };

  it('has its reason in the place of figures', async () => {
    const runs = await measureProcesses([subject('hearthgate', 'ours')], { runtime, rounds: 2, stops: [1] });
    const { rows } = processTable({ id: 'x', title: 'X', unit: 'ms' }, runs, ({ firstMs }) => firstMs);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.error).toContain('hearthgate under a loop that ends: ended with 3');
    expect(rows[0]?.error).toContain('no room');
  });

  it('is not started where its language does not run', async () => {
    const python = { ...subject('script', 'peer'), language: 'python' } as const;
    expect(await measureProcesses([python], { runtime, rounds: 1, stops: [1] })).toEqual([]);
  });
});

describe('the questions', () => {
  it('can be asked one by one, and without those that take long', () => {
    expect(questionFiles('process')).toEqual(['process/process.question.ts']);
    const others = questionFiles(undefined, 'process');
    expect(others).toHaveLength(questionFiles(undefined).length - 1);
    expect(others).not.toContain('process/process.question.ts');
  });
});
