import type { Call } from '@hearthgate/kernel';
import type { SingletonPorts } from './ports.ts';
import type { LifeObserver } from './registry.ts';

/** The tag under which cache entries belong to an instance. */
export function cacheTag(key: string): string {
  return `singleton:${key}`;
}

/**
 * Tells the peers of an instance's life, and has the cache forget what belonged to one that ended. Memory is short from
 * `memoryPressureRatio` of the limit on.
 */
export const createLifeReport = (memoryPressureRatio: number): LifeObserver<Call<SingletonPorts>> => ({
  created({ peers }, key, durationMs) {
    const took = peers.utility.formatDuration({ durationMs });
    peers.logging.debug({ message: `Singleton ${key} was made in ${took}.`, data: { singleton: key, durationMs } });
    // One series for all keys: CloudWatch bills each name.
    peers.metrics.recordMetric({ name: 'SingletonCreation', value: durationMs, unit: 'Milliseconds' });
  },

  failed({ peers }, key, error) {
    const { message } = peers.security.sanitizeError({ error });
    peers.logging.warning({
      message: `Singleton ${key} could not be made: ${message}`,
      data: { singleton: key },
      error,
    });
    return message;
  },

  async ended({ peers }, key, durationMs, failure) {
    const data = { singleton: key, durationMs };
    try {
      await peers.cache.invalidateTag({ tag: cacheTag(key) });
    } catch (error) {
      const message = `Cache entries of singleton ${key} could not be invalidated; they are served until they expire.`;
      peers.logging.warning({ message, data, error });
    }
    if (failure === undefined) {
      const took = peers.utility.formatDuration({ durationMs });
      peers.logging.debug({ message: `Singleton ${key} was ended in ${took}.`, data });
    } else {
      const { message } = peers.security.sanitizeError({ error: failure.error });
      peers.logging.warning({ message: `Singleton ${key} failed to end: ${message}`, data, error: failure.error });
    }
  },

  isMemoryShort({ peers }) {
    try {
      return (peers.initialization.memoryStatus().usedRatio ?? 0) >= memoryPressureRatio;
    } catch {
      // What cannot be measured must not keep anything from being made.
      return false;
    }
  },
});
