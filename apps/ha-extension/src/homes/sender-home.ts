import { keepForAMonth } from '../bridge/keep-for-a-month.ts';
import { senderOf } from '../bridge/sender.ts';
import { ownerOf } from '../bridge/token.ts';
import type { ExtensionParts, Turn } from '../extension-parts.ts';
import type { ReachableHome } from './choose-home.ts';

/** Which of several homes are asked for a message that names no device, and with whose token. */
export interface SenderHome {
  /** Homes with a token of their own, which is the one that they are asked with. */
  readonly others: readonly ReachableHome[];
  /** Where the sender's token may belong: to the home that took it before, or else to any of those without one. */
  readonly candidates: readonly ReachableHome[];
  /** Keeps which of the candidates took it. */
  remember(home: ReachableHome): Promise<void>;
}

/**
 * A token belongs to one home. Another that is shown it could use it, and counts it towards a ban; so it is offered round
 * only until one has taken it, which is then known for the linked account, also after the token was renewed.
 */
export async function openSenderHome(
  parts: ExtensionParts,
  homes: readonly ReachableHome[],
  event: unknown,
  turn: Turn,
): Promise<SenderHome> {
  const { cache, utility } = parts.gateways;
  const hasOwn = (home: ReachableHome) =>
    turn.trusted && home.token !== undefined && home.tokenSources.includes('configured');
  const needsNone = (home: ReachableHome) => home.state === 'on' && home.mode === 'diagnostics';
  const others = homes.filter((home) => hasOwn(home) || needsNone(home));
  const candidates = homes.filter((home) => !others.includes(home));
  const { token } = senderOf(parts, event, turn);
  if (token === undefined || candidates.length < 2) return { others, candidates, remember: async () => {} };
  const key = `home-assistant home of ${utility.operations.hash({ value: ownerOf(token) })}`;
  const kept = await cache.operations.get<string>({ key, scope: 'shared' });
  const known = candidates.filter(({ name }) => name === kept?.value);
  return {
    others,
    candidates: known.length > 0 ? known : candidates,
    async remember({ name }) {
      await keepForAMonth(parts, key, name);
    },
  };
}

/** The settings with which a home is asked that has a token of its own. */
export function withOwnToken(home: ReachableHome): ReachableHome {
  return home.tokenSources.includes('configured') ? { ...home, tokenSources: ['configured'] } : home;
}
