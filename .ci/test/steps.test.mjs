import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countTasks } from '../build.mjs';
import { runCommand } from '../lib/command.mjs';
import { repositoryRoot } from '../lib/root.mjs';
import { heavySteps, testSteps } from '../steps.mjs';
import { temporaryFolder, write } from './fixture-workspace.mjs';

/** Sums the given reports with this repository's own script, in a copy that has nothing else. */
async function sum(reports) {
  const root = temporaryFolder();
  for (const path of ['.ci/lib', '.ci/steps.mjs', '.ci/sum-reports.mjs']) {
    cpSync(join(repositoryRoot, path), join(root, path), { recursive: true });
  }
  for (const [name, report] of Object.entries(reports)) write(join(root, '.reports', `${name}.json`), report);
  const { code, stdout } = await runCommand('node', [join(root, '.ci/sum-reports.mjs')], { cwd: root });
  return { code, lines: stdout.trimEnd().split('\n') };
}

const stepNames = Object.keys({ ...testSteps, ...heavySteps });
const allSteps = (report) => Object.fromEntries(stepNames.map((name) => [name, JSON.stringify(report)]));

test('the last line of the sum adds up all reports', async () => {
  const { code, lines } = await sum(allSteps({ passed: 2, failed: 0 }));
  expect(lines).toEqual([`${2 * stepNames.length} passed, 0 failed`]);
  expect(code).toBe(0);
});

test('one failure in one report makes the sum fail', async () => {
  const { code, lines } = await sum({ ...allSteps({ passed: 1, failed: 0 }), vitest: '{"passed":5,"failed":1}' });
  expect(lines.at(-1)).toMatch(/, 1 failed$/);
  expect(code).toBe(1);
});

test.each([
  ['missing', undefined],
  ['half written', '{"passed":5,'],
  ['without counts', '{"passed":"many"}'],
])('a report that is %s makes the sum fail and is named', async (_how, report) => {
  const { vitest: _vitest, ...others } = allSteps({ passed: 1, failed: 0 });
  const { code, lines } = await sum(report === undefined ? others : { ...others, vitest: report });
  expect(lines).toEqual(['vitest left no report', `${Object.keys(others).length} passed, 1 failed`]);
  expect(code).toBe(1);
});

test('tasks that turbo did not run to their good end are failures', () => {
  const output = ' Tasks:    13 successful, 15 total\nCached:    3 cached, 15 total\n';
  expect(countTasks({ code: 1, output })).toEqual({ passed: 13, failed: 2 });
});

test('a turbo that ran nothing is a failure', () => {
  expect(countTasks({ code: 0, output: 'no tasks' })).toEqual({ passed: 0, failed: 1 });
  expect(countTasks({ code: 1, output: ' Tasks:    15 successful, 15 total' })).toEqual({ passed: 15, failed: 1 });
});
