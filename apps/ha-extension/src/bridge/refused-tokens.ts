import type { Clock } from '@hearthgate/kernel';

/** A token that Home Assistant refused has expired or was deleted, and does not come back. */
const TTL_MS = 3_600_000;
const MAX_TOKENS = 100;

/**
 * The tokens that one home refused lately, by their hashes. Each refusal counts towards a ban of this function's address,
 * and requests that the home takes do not lower that count (homeassistant/components/http/ban.py: only a login and a
 * websocket do), so that a token is not sent again where there is another.
 */
export interface RefusedTokens {
  has(hash: string): boolean;
  add(hash: string): void;
}

export function createRefusedTokens(clock: Pick<Clock, 'now'>): RefusedTokens {
  const untilMs = new Map<string, number>();
  return {
    has: (hash) => (untilMs.get(hash) ?? 0) > clock.now(),
    add(hash) {
      untilMs.delete(hash);
      untilMs.set(hash, clock.now() + TTL_MS);
      const [oldest] = untilMs.keys();
      if (untilMs.size > MAX_TOKENS && oldest !== undefined) untilMs.delete(oldest);
    },
  };
}
