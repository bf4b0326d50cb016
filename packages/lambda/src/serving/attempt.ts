import type { LambdaPorts } from '../ports.ts';

/** Runs what must not get in the way of the answer, whatever it throws. */
export function attempt<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

/** An error in one sentence that may be written down. */
export function explain({ security }: Pick<LambdaPorts, 'security'>, error: unknown): string {
  const safe = attempt(() => security.sanitizeError({ error }));
  if (safe === undefined) return 'An error that could not be made safe to tell.';
  return safe.code === undefined ? safe.message : `${safe.code}: ${safe.message}`;
}
