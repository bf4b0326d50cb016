import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './lib/command.mjs';
import { reportFolder } from './lib/reports.mjs';

/**
 * Counts a vitest JSON report. A file that failed before its first test (an import that throws, a syntax error) counts as
 * one failure, and so does a run that ended badly although no test failed (an unhandled rejection, no tests at all).
 */
export function countTests(report, code) {
  const passed = report?.numPassedTests ?? 0;
  const brokenFiles = (report?.testResults ?? []).filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  );
  const failed = (report?.numFailedTests ?? 0) + brokenFiles.length;
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed, skipped };
}

function readDetails(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Runs vitest with a configuration and counts what its own report says. */
export async function runVitest(config, detailsName) {
  const details = join(reportFolder, detailsName);
  rmSync(details, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${details}`];
  const { code } = await runCommand('vitest', ['run', '--config', config, ...reporters], { show: true });
  const { passed, failed, skipped } = countTests(readDetails(details), code);
  return { passed, failed, summary: `${passed} tests${skipped > 0 ? `, ${skipped} skipped` : ''}` };
}

export async function vitestStep() {
  const counts = await runVitest('.config/vitest.config.ts', 'vitest-details.json');
  return { ...counts, summary: `${counts.summary}, type tests among them` };
}
