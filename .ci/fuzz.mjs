import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { repositoryRoot } from './lib/root.mjs';

/*
 * The long mode of the fuzz: `pnpm fuzz`, or
 *
 *     node .ci/fuzz.mjs --cases 1000000 --workers 2 --seed 1
 *
 * Messages and homes are drawn from the seed, so a run can be repeated; `--from 100` begins with the hundredth part of
 * each worker, where a run has ended, and `--minutes 20` ends it after the part that is then under way.
 */
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    workers: { type: 'string', default: '2' },
    minutes: { type: 'string', default: 'Infinity' },
  },
});
const WORKER = join(repositoryRoot, 'apps/lambda/test/fuzz/run-fuzz.ts');
/** Far enough apart that no two workers draw the same part. */
const SEEDS_OF_WORKER = 1_000_000;
const REPORT_EVERY_MS = 30_000;

const workers = Number(values.workers);
const cases = Number(values.cases);
const startedAt = performance.now();
const done = new Map();
const seconds = () => (performance.now() - startedAt) / 1000;
const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);

function progress() {
  const reached = [...done.values()];
  const total = sum(reached.map((one) => one.cases));
  const heaps = reached.map(({ heap }) => `${Math.round(heap / 1e6)} MB`).join(', ');
  console.log(`${total} of ${cases} cases, ${Math.round(total / seconds())} a second, heap ${heaps}`);
}

function work(index) {
  const seed = Number(values.seed) + index * SEEDS_OF_WORKER;
  const share = Math.floor(cases / workers) + (index === 0 ? cases % workers : 0);
  const options = [`--cases=${share}`, `--seed=${seed}`, `--from=${values.from}`, `--minutes=${values.minutes}`];
  const child = spawn(process.execPath, ['--conditions=@hearthgate/source', WORKER, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last;
  createInterface({ input: child.stdout }).on('line', (line) => {
    last = JSON.parse(line);
    if (last.heap !== undefined) done.set(index, last);
  });
  return new Promise((resolve) =>
    child.on('close', (code) => {
      const died = { cases: done.get(index)?.cases ?? 0, kinds: [], heaps: [], problems: [`ended with ${code}`] };
      resolve(last?.problems === undefined ? died : last);
    }),
  );
}

const timer = setInterval(progress, REPORT_EVERY_MS);
const reports = await Promise.all(Array.from({ length: workers }, (_, index) => work(index)));
clearInterval(timer);

const kinds = new Map();
for (const [kind, count] of reports.flatMap((report) => report.kinds)) kinds.set(kind, (kinds.get(kind) ?? 0) + count);
for (const [kind, count] of [...kinds].sort((one, other) => other[1] - one[1])) console.log(`${count}\t${kind}`);
const total = sum(reports.map((report) => report.cases));
for (const [index, { heaps, grownBytes, problems }] of reports.entries()) {
  const [first, final] = heaps.map((heap) => (heap / 1e6).toFixed(1));
  console.log(
    `worker ${index}: heap ${first} MB at first, ${final} MB at last, ${grownBytes ?? 'unknown'} bytes grown when warm`,
  );
  for (const problem of problems) console.error(`worker ${index}: ${problem}`);
}
const reached = Number(values.from) + Math.min(...reports.map(({ parts = 0 }) => parts));
if (total < cases) console.log(`It goes on with --from ${reached}.`);
const failed = reports.filter(({ problems }) => problems.length > 0).length;
console.log(
  `${total} cases in ${Math.round(seconds())} s, ${Math.round(total / seconds())} a second, seed ${values.seed}: ${failed > 0 ? 'FAILED' : 'all answers valid'}`,
);
process.exitCode = failed > 0 ? 1 : 0;
