import { parseArgs } from 'node:util';
import { runFuzz } from './fuzz.ts';
import { growth, MAX_GROWTH_BYTES } from './memory.ts';
import { shareProblems } from './shares.ts';

/*
 * One worker of the long mode, which `.ci/fuzz.mjs` starts. A line of JSON after each part, the last one with what came of
 * the run.
 */
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    minutes: { type: 'string', default: 'Infinity' },
  },
});

const cases = Number(values.cases);
const every = Math.min(5_000, Math.ceil(cases / 20));

const report = await runFuzz({
  cases,
  seed: Number(values.seed),
  from: Number(values.from),
  every,
  isOver: () => performance.now() > Number(values.minutes) * 60_000,
  onPart: ({ cases, heaps }) => console.log(JSON.stringify({ cases, heap: heaps.at(-1) })),
});
const { failure, kinds, heaps } = report;
// A run that ended early has looked too seldom to say.
const grownBytes = heaps.length < 8 ? undefined : growth(heaps);
const problems = [
  ...(failure === undefined ? [] : [failure]),
  ...(failure === undefined ? shareProblems(kinds) : []),
  ...((grownBytes ?? 0) > MAX_GROWTH_BYTES ? [`The heap grew by ${grownBytes} bytes.`] : []),
];
console.log(
  JSON.stringify({
    ...report,
    kinds: [...kinds],
    heaps: [heaps[0], heaps.at(-1)],
    parts: heaps.length,
    grownBytes,
    problems,
  }),
);
process.exitCode = problems.length > 0 ? 1 : 0;
