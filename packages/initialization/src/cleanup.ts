import type { CleanupReport } from '@hearthgate/contracts';
import type { Clock } from '@hearthgate/kernel';
import type { Stage } from './stage.ts';
import { withinTime } from './time-limit.ts';

/** Ends what the stages began, one after the other; one that fails or hangs keeps no other from its turn. */
export async function runCleanups(
  stages: readonly Stage[],
  clock: Clock,
  onFailure: (name: string, error: unknown) => void,
): Promise<CleanupReport> {
  const cleaned: string[] = [];
  const failed: string[] = [];
  for (const { name, cleanup, timeoutMs } of stages) {
    if (cleanup === undefined) continue;
    try {
      await withinTime(clock, timeoutMs, 'The cleanup', (async () => cleanup())());
      cleaned.push(name);
    } catch (error) {
      failed.push(name);
      onFailure(name, error);
    }
  }
  return { cleaned, failed };
}
