import { installRic } from './install-ric.mjs';
import { runAlone } from './lib/step.mjs';
import { runVitest } from './vitest.mjs';

/** Runs the built function under AWS's own runtime client, which is built first where that has not been done. */
export async function ricStep() {
  const { built, seconds } = installRic();
  const counts = await runVitest('.config/vitest.ric.config.ts', 'ric-details.json');
  const client = built ? `, the client built in ${seconds.toFixed(0)} s` : '';
  return { ...counts, summary: `${counts.summary} under aws-lambda-ric${client}` };
}

await runAlone(import.meta, ricStep);
