import type { HealthCheckItem, HealthReport, HealthState } from '@hearthgate/contracts';
import { type Clock, withinTime } from '@hearthgate/kernel';
import type { Ready } from './slot.ts';

/** Runs the checks of instances side by side. `tell` makes of an error what may be told. */
export async function checkInstances(
  instances: readonly { readonly key: string; readonly ready: Ready }[],
  timeoutMs: number,
  timer: Pick<Clock, 'after'>,
  tell: (error: unknown) => string,
): Promise<readonly HealthCheckItem[]> {
  const late = () => {
    throw new Error(`its check took longer than ${timeoutMs} ms`);
  };
  return Promise.all(
    instances.map(async ({ key, ready }): Promise<HealthCheckItem> => {
      const { check } = ready.definition;
      if (check === undefined) return { name: key, state: 'healthy' };
      try {
        const checking = (async () => check(ready.value as never))();
        const works = await withinTime(timeoutMs, checking, timer, late);
        return works === false
          ? { name: key, state: 'unhealthy', detail: 'its check answered false' }
          : { name: key, state: 'healthy' };
      } catch (error) {
        return { name: key, state: 'unhealthy', detail: tell(error) };
      }
    }),
  );
}

/** A report whose state is the worst of its checks. */
export function reportOf(checks: readonly HealthCheckItem[]): HealthReport {
  const worst = (state: HealthState) => checks.some((check) => check.state === state);
  return { state: worst('unhealthy') ? 'unhealthy' : worst('degraded') ? 'degraded' : 'healthy', checks };
}
