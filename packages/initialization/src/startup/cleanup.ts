import type { CleanupReport } from '@hearthgate/contracts';
import type { Clock } from '@hearthgate/kernel';
import { withinTime } from '../time-limit.ts';
import type { Stage } from './stage.ts';

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

/** Renews what stages hold after the environment was resumed, oldest first, since later ones build on earlier ones. */
export async function runResumes(
  stages: readonly Stage[],
  clock: Clock,
  onFailure: (name: string, error: unknown) => void,
): Promise<void> {
  for (const { name, resume, timeoutMs } of stages) {
    if (resume === undefined) continue;
    try {
      await withinTime(clock, timeoutMs, 'The resume', (async () => resume())());
    } catch (error) {
      onFailure(name, error);
    }
  }
}
