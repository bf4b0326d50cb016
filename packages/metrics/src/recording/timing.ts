import { isThenable } from '@hearthgate/kernel';

/**
 * Runs a function and tells how long it took, whether it succeeded or failed. Its result is passed on as it is, or
 * as a promise that settles as its own does; its error is passed on unchanged.
 */
export function timed(run: () => unknown, elapsed: () => number, tell: (durationMs: number) => void): unknown {
  const startedAt = elapsed();
  const done = () => tell(elapsed() - startedAt);
  let result: unknown;
  try {
    result = run();
  } catch (error) {
    done();
    throw error;
  }
  if (!isThenable(result)) {
    done();
    return result;
  }
  return result.then(
    (value) => {
      done();
      return value;
    },
    (error: unknown) => {
      done();
      throw error;
    },
  );
}
