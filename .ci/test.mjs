import { runSteps } from './lib/step.mjs';
import { testSteps } from './steps.mjs';

// The test command. `npm test -- lint vitest` runs only the steps it names.
process.exitCode = await runSteps(testSteps, process.argv.slice(2));
