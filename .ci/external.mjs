import { runAlone } from './lib/step.mjs';
import { runVitest } from './vitest.mjs';

/** Runs the outer cache tier against servers of the protocols that it is made for; skips by name what is not installed. */
export async function externalStep() {
  const counts = await runVitest('.config/vitest.external.config.ts', 'external-details.json');
  return { ...counts, summary: `${counts.summary} with DynamoDB's and Redis' protocols` };
}

await runAlone(import.meta, externalStep);
