import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { definitionsOf } from './captured-metrics.ts';
import { emfProblems } from './emf-rules.ts';

const run = promisify(execFile);
const index = new URL('../src/index.ts', import.meta.url).href;

it('a document goes to standard output when nothing else was given, whole and at once', async () => {
  const script = `
    const { createMetricsGateway, genericMetricsOperation } = await import(${JSON.stringify(index)});
    const { operations } = createMetricsGateway();
    for (let index = 0; index < 100; index += 1) {
      for (let value = 0; value < 100; value += 1) operations.recordMetric({ name: 'long name '.repeat(20) + index, value });
    }
    operations.publish();
    genericMetricsOperation('countInvocation', { durationMs: 1, failed: false, coldStart: true });
    genericMetricsOperation('publish');
    process.reallyExit(0);`;
  const { stdout } = await run(process.execPath, [
    '--conditions=@hearthgate/source',
    '--input-type=module',
    '-e',
    script,
  ]);
  const lines = stdout.trimEnd().split('\n');
  const names = lines.flatMap((line) => definitionsOf(JSON.parse(line)).map(({ Name }) => Name));
  expect([new Set(names).size, names.length]).toEqual([107, 107]);
  expect(Math.max(...lines.map((line) => line.length))).toBeGreaterThan(65_536);
  expect(lines.flatMap((line) => emfProblems(JSON.parse(line)))).toEqual([]);
});
