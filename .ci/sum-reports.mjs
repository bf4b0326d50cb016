import { readReport } from './lib/reports.mjs';
import { heavySteps, testSteps } from './steps.mjs';

// Adds up what the runners reported. A runner that left no report has not run to its end and counts as a failure.
let passed = 0;
let failed = 0;
for (const name of [...Object.keys(testSteps), ...Object.keys(heavySteps)]) {
  const report = readReport(name);
  if (report === undefined) console.log(`${name} left no report`);
  passed += report?.passed ?? 0;
  failed += report?.failed ?? 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
