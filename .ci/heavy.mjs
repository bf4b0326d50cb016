import { runSteps } from './lib/step.mjs';
import { heavySteps } from './steps.mjs';

process.exitCode = await runSteps(heavySteps, process.argv.slice(2));
