import type { Clock } from '@hearthgate/kernel';
import { failureOfError } from '../bridge/classify.ts';

/** A home that refuses does so at once; one that is silent for so long may be away, and another may be meant. */
const SILENT_MS = 2_000;

/**
 * What the first that accepts answers. Each is asked when the one before it has refused, or has been silent for a while.
 * Throws why none did; what is no refusal of a token says more than one.
 */
export async function firstToAccept<Asked, Answer>(
  [one, ...others]: readonly [Asked, ...Asked[]],
  ask: (one: Asked) => Promise<Answer>,
  clock: Pick<Clock, 'after'>,
): Promise<Answer> {
  const asked = ask(one);
  const [next, ...rest] = others;
  if (next === undefined) return asked;
  const { promise: itsTurn, resolve: goOn } = Promise.withResolvers<void>();
  const cancel = clock.after(SILENT_MS, goOn);
  asked.then(cancel, goOn);
  const later = itsTurn.then(() => firstToAccept([next, ...rest], ask, clock));
  try {
    return await Promise.any([asked, later]);
  } catch (error) {
    const { errors } = error as AggregateError;
    throw errors.find((failure) => failureOfError(failure).kind !== 'unauthorized') ?? errors[0];
  } finally {
    cancel();
  }
}
