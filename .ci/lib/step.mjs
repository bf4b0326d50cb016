import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { clearReport, writeReport } from './reports.mjs';

/**
 * What a step answers.
 *
 * @typedef {object} StepResult
 * @property {number} passed checks that were made and held
 * @property {number} failed checks that did not hold
 * @property {string} summary what was checked, in a few words
 * @property {string} [output] what to read when something failed
 */

/**
 * Runs the named steps one after the other, those after a failed one too; each leaves its counts in `.reports/`.
 *
 * @param {Record<string, () => Promise<StepResult>>} steps
 * @param {string[]} wanted names of the steps to run, empty for all
 * @returns {Promise<number>} the exit code
 */
export async function runSteps(steps, wanted = []) {
  const unknown = wanted.filter((name) => !Object.hasOwn(steps, name));
  if (unknown.length > 0) {
    console.error(`There is no step ${unknown.join(', ')}. The steps are ${Object.keys(steps).join(', ')}.`);
    return 1;
  }
  const names = wanted.length > 0 ? wanted : Object.keys(steps);
  const failed = [];
  for (const name of names) if (!(await runStep(name, steps[name]))) failed.push(name);
  if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
  return failed.length > 0 ? 1 : 0;
}

async function runStep(name, step) {
  clearReport(name);
  const started = performance.now();
  const result = await step().catch((error) => ({ passed: 0, failed: 1, summary: 'died', output: error.stack }));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  writeReport(name, result);
  const ok = result.failed === 0;
  if (!ok && result.output) console.log(result.output.trimEnd());
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name}: ${result.summary} (${seconds} s)`);
  return ok;
}

/** Runs the step of a file that was started by itself (`node .ci/import-law.mjs`) and sets the exit code. */
export async function runAlone(meta, step) {
  if (process.argv[1] === undefined || realpathSync(process.argv[1]) !== fileURLToPath(meta.url)) return;
  const { passed, failed, summary, output } = await step();
  if (failed > 0 && output) console.error(output.trimEnd());
  console.log(`${passed} passed, ${failed} failed: ${summary}`);
  process.exitCode = failed > 0 ? 1 : 0;
}
