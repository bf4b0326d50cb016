import type { Clock } from '@hearthgate/kernel';
import type { Breaker } from './breaker.ts';
import type { CircuitBreakerPorts } from './ports.ts';

type Cache = CircuitBreakerPorts['cache'];

/** What other execution environments may know of a breaker: that it is open, and since when. */
interface SharedState {
  /** Epoch milliseconds. */
  readonly openedAtMs: number;
}

const keyOf = (name: string): string => `circuit-breaker:${name}`;

/**
 * Takes over, before the first call, that another environment has found the guarded thing broken. Calls that come
 * meanwhile wait for the same look-up. A cache that fails costs time, never the call.
 */
export async function restoreState(breaker: Breaker, cache: Cache, clock: Clock): Promise<void> {
  if (breaker.restoring === undefined) {
    breaker.restoring = cache
      .get<SharedState>({ key: keyOf(breaker.name) })
      .then((entry) => {
        const openedAtMs: unknown = entry?.value?.openedAtMs;
        // Clocks of environments differ; an opening in the future is one of now.
        if (Number.isFinite(openedAtMs)) breaker.restoreOpen(Math.min(openedAtMs as number, clock.now()));
      })
      .catch(() => undefined)
      .then(() => {
        breaker.restoring = 'done';
      });
  }
  await breaker.restoring;
}

/** Tells other environments that a breaker has opened, for as long as it stays open, or that it has closed. */
export async function shareState({ name, state, settings }: Breaker, cache: Cache): Promise<void> {
  const key = keyOf(name);
  try {
    if (state.value === 'open') {
      const value: SharedState = { openedAtMs: state.openedAtMs };
      await cache.set({ key, value, ttlMs: settings.openMs, tags: ['circuit-breaker'] });
    } else if (state.value === 'closed') {
      await cache.delete({ key });
    }
  } catch {
    // Others learn it by their own failures.
  }
}
