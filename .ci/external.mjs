import { installRedis } from './install-redis.mjs';
import { runAlone } from './lib/step.mjs';
import { runVitest } from './vitest.mjs';

/** Runs the outer cache tier against servers of the protocols that it is made for, installed where that is possible. */
export async function externalStep() {
  const server = installRedis();
  const counts = await runVitest('.config/vitest.external.config.ts', 'external-details.json');
  // Skipped tests are no proof, so where proof is asked for a missing server is a failure.
  const failed = counts.failed + (server === undefined && process.env.CI ? 1 : 0);
  const output = server === undefined ? 'Install valkey-server or redis-server: it is looked for on the PATH.' : '';
  return {
    ...counts,
    failed,
    output,
    summary: `${counts.summary} with DynamoDB's protocol and ${server ?? 'without a Redis'}`,
  };
}

await runAlone(import.meta, externalStep);
