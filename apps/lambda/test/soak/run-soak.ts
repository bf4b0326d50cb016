import { parseArgs } from 'node:util';
import { BUILT_FUNCTION } from '../support/built-function.ts';
import { judgeSoak } from './judge-soak.ts';
import { type Checkpoint, soak } from './soak.ts';

/* The soak of the built function; `.ci/soak.mjs` starts it. Ends with one line of JSON that counts what was checked. */
const { values } = parseArgs({
  options: {
    invocations: { type: 'string', default: '200000' },
    seed: { type: 'string', default: '1' },
    function: { type: 'string', default: `${BUILT_FUNCTION}/index.mjs` },
  },
});

const COLUMNS = [
  'invocations',
  'rss',
  'heapUsed',
  'external',
  'sockets',
  'homeSockets',
  'timers',
  'breakers',
  'series',
] as const;
const BYTES: ReadonlySet<string> = new Set(['rss', 'heapUsed', 'external']);
const WIDTH = 13;

function row(checkpoint: Checkpoint): string {
  const cell = (column: (typeof COLUMNS)[number]) =>
    BYTES.has(column) ? `${(checkpoint[column] / 1e6).toFixed(1)} MB` : String(checkpoint[column]);
  return COLUMNS.map((column) => cell(column).padStart(WIDTH)).join('');
}

const startedAt = performance.now();
console.log(COLUMNS.map((column) => column.padStart(WIDTH)).join(''));
const report = await soak({
  functionFile: values.function,
  invocations: Number(values.invocations),
  seed: Number(values.seed),
  onCheckpoint: (checkpoint) => console.log(row(checkpoint)),
});
const byCount = (counts: ReadonlyMap<string, number>) =>
  [...counts]
    .sort((one, other) => other[1] - one[1])
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
console.log(`\nAnswers: ${byCount(report.kinds)}`);
console.log(`\nHomes: ${byCount(report.deeds)}`);
const seconds = (performance.now() - startedAt) / 1_000;
console.log(
  `\n${report.invocations} invocations in ${seconds.toFixed(0)} s, the slowest ${report.slowestMs.toFixed(0)} ms, seed ${values.seed}`,
);
const checks = judgeSoak(report);
for (const { title, problem } of checks)
  console.log(problem === undefined ? `holds   ${title}` : `BROKEN  ${title}: ${problem}`);
const failed = checks.filter(({ problem }) => problem !== undefined).length;
console.log(JSON.stringify({ passed: checks.length - failed, failed }));
process.exitCode = failed > 0 ? 1 : 0;
