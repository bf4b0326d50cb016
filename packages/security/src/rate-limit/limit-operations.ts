import type { SecurityOperations } from '@hearthgate/contracts';
import { type Clock, GatewayError, type OperationTable } from '@hearthgate/kernel';
import type { SecurityPorts } from '../ports.ts';
import type { Refusals } from '../refusals.ts';
import { RateLimiter } from './rate-limiter.ts';

type Names = 'enforceRateLimit' | 'checkRateLimit' | 'resetRateLimit';

/** The operations on token buckets. */
export function limitOperations(
  clock: Clock,
  refusals: Refusals,
): OperationTable<Pick<SecurityOperations, Names>, SecurityPorts> {
  const limiter = new RateLimiter(clock);
  return {
    enforceRateLimit: async (params, call) => {
      const state = await limiter.use(call.peers, params, true);
      if (state.allowed) return state;
      refusals.rates += 1;
      const reason = `the limit of ${params.limit} in ${params.windowMs} ms is used up; come back in ${state.retryAfterMs} ms.`;
      refusals.note(call, 'a call', reason);
      const { limit } = params;
      const data = { limit, remaining: state.remaining, retryAfterMs: state.retryAfterMs };
      throw new GatewayError('SECURITY_RATE_LIMITED', `Refused, as ${reason}`, { data });
    },
    checkRateLimit: async (params, { peers }) => limiter.use(peers, params, false),
    resetRateLimit: async ({ key }, { peers }) => limiter.reset(peers, key),
  };
}
