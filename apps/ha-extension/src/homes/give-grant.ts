import { failureOfError } from '../bridge/classify.ts';
import type { FailureKind } from '../bridge/failure.ts';
import type { HomeSettingsOn } from '../settings/home-settings.ts';
import type { ReachableHome } from './choose-home.ts';
import { type SenderHome, withOwnToken } from './sender-home.ts';

/** A home in the mode `alexa` has a use for a grant; one that is asked directly takes it and forgets it. */
function byUseOfGrant(one: ReachableHome, other: ReachableHome): number {
  const rank = (home: ReachableHome) => (home.state === 'on' ? MODES_BY_USE.indexOf(home.mode) : MODES_BY_USE.length);
  return rank(one) - rank(other);
}

const MODES_BY_USE: readonly HomeSettingsOn['mode'][] = ['alexa', 'direct', 'diagnostics'];

/** After these the home has not used the code of a grant, which works once. */
const LEFT_UNUSED: ReadonlySet<FailureKind> = new Set([
  'breaker-open',
  'connect-refused',
  'connect-timeout',
  'dns-failed',
  'failsafe',
  'forbidden',
  'no-token',
  'not-found',
  'proxy-failed',
  'redirected',
  'strangers-refused',
  'tls-failed',
  'unauthorized',
  'url-refused',
]);

/**
 * Gives a grant to the first home that takes it, those first that have a use for it: what that answers, whatever came of it,
 * or what the last one says when none has used it.
 */
export async function giveGrant<Answer>(
  { others, candidates, remember }: SenderHome,
  forward: (home: ReachableHome) => Promise<Answer>,
): Promise<Answer> {
  let failure: unknown;
  for (const home of [...others, ...candidates].toSorted(byUseOfGrant)) {
    const isCandidate = candidates.includes(home);
    try {
      const answer = await forward(isCandidate ? home : withOwnToken(home));
      if (isCandidate) await remember(home);
      return answer;
    } catch (error) {
      failure = error;
      if (!LEFT_UNUSED.has(failureOfError(error).kind)) break;
    }
  }
  throw failure;
}
