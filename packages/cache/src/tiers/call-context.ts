import type { Call } from '@hearthgate/kernel';
import type { Sealing, SecurityCipher } from '../codec/sealing.ts';
import type { CachePorts } from '../ports.ts';
import type { TierContext } from './raw-store.ts';
import { TierUnavailableError } from './tier-health.ts';

/** What tiers need, taken from the peers of a call. */
export function contextOf(call: Call<CachePorts>, sealing: Sealing, security: SecurityCipher): TierContext {
  const { peers } = call;
  return {
    seal: (text, context, ephemeral) => sealing.seal(text, context, security, ephemeral),
    open: (sealed, context) => sealing.open(sealed, context, security),
    hash: (value) => peers.utility.hash({ value }),
    async client(holder) {
      if (!call.gatewayChain.includes('singleton')) {
        // Nobody here waits longer than the store may take. If singleton gave it up, the next request would join what is still
        // being made, and get a client that is ended as too late.
        const timeoutMs = Number.POSITIVE_INFINITY;
        return peers.singleton.get({ key: holder.key, create: holder.create, dispose: holder.dispose, timeoutMs });
      }
      // Singleton is telling of something that ended, perhaps of this very client: no reason to make it again.
      if (!holder.isOpen) throw new TierUnavailableError('it is not open while instances are being ended');
      return holder.create();
    },
    warn: (message, data, error) => peers.logging.warning({ message, data, error }),
    failed: () => peers.metrics.recordMetric({ name: 'CacheTierFailures', value: 1 }),
  };
}
