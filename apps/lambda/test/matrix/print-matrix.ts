import { observeMatrix } from './observe.ts';
import { matrixReport } from './report.ts';

// `pnpm matrix`: drives every operation and prints who called whom, and what for.
const observation = await observeMatrix();
console.log(matrixReport(observation));
process.exitCode = observation.missing.length + observation.extra.length + observation.undriven.length > 0 ? 1 : 0;
