import type {
  CircuitBreakerGateway,
  CircuitBreakerOperations,
  CircuitBreakerStatus,
  GenericOperation,
} from '@hearthgate/contracts';
import { createEnvironment, createGateway, standalone, type Wiring } from '@hearthgate/kernel';
import type { Breaker } from './breaker.ts';
import { BreakerRegistry } from './breaker-registry.ts';
import { nameIn } from './checks.ts';
import { EnvironmentBreakers } from './environment-breakers.ts';
import { guardedCall } from './guarded-call.ts';
import { breakerLimit, breakerSettings, type CircuitBreakerOptions, defaultSettings } from './options.ts';
import { alone, type CircuitBreakerPorts } from './ports.ts';
import { reportChange } from './report.ts';
import { shareState } from './shared-state.ts';

/**
 * A gateway of breakers, made by name on first use.
 *
 * @throws GatewayError `CIRCUIT_BREAKER_INVALID_OPTIONS`
 */
export function createCircuitBreakerGateway(
  options: CircuitBreakerOptions = {},
  wiring: Wiring<CircuitBreakerPorts> = {},
): CircuitBreakerGateway {
  const environment = wiring.environment ?? createEnvironment();
  const { clock } = environment;
  const breakers = new EnvironmentBreakers(
    new BreakerRegistry(breakerSettings(options, defaultSettings), breakerLimit(options)),
  );

  const close = (breaker: Breaker, peers: CircuitBreakerPorts): void => {
    const wasClosed = breaker.state.value === 'closed';
    breaker.reset();
    if (wasClosed) return;
    reportChange(breaker, peers);
    void shareState(breaker, peers.cache);
  };

  return createGateway<CircuitBreakerOperations, CircuitBreakerPorts>(
    {
      name: 'circuit-breaker',
      alone,
      operations: {
        call: {
          passesErrors: true,
          run: (params, { peers }) => guardedCall(params, peers, breakers, clock),
        },
        getBreaker: (params) => breakers.current.get(nameIn(params))?.info(),
        reset: (params, { peers }) => {
          const breaker = breakers.current.get(nameIn(params));
          if (breaker !== undefined) close(breaker, peers);
          return breaker !== undefined;
        },
        resetAll: (_params, { peers }) => {
          const all = breakers.current.list();
          for (const breaker of all) close(breaker, peers);
          return all.length;
        },
        forceOpen: (params, { peers }) => {
          const breaker = breakers.current.obtain(nameIn(params));
          breaker.isolate(clock.now());
          reportChange(breaker, peers);
        },
        getStatus: () => statusOf(breakers.current.list()),
      },
    },
    { ...wiring, environment },
  );
}

/** The operations of a gateway that stands alone, made on the first call. */
export const genericCircuitBreakerOperation: GenericOperation<CircuitBreakerOperations> = standalone(() =>
  createCircuitBreakerGateway(),
);

function statusOf(breakers: readonly Breaker[]): CircuitBreakerStatus {
  const infos = breakers.map((breaker) => breaker.info());
  const reasons = infos
    .filter(({ state }) => state !== 'closed')
    .map(({ name, state }) => `The breaker ${JSON.stringify(name)} is ${state}.`);
  return {
    gateway: 'circuit-breaker',
    state: reasons.length === 0 ? 'healthy' : 'degraded',
    reasons,
    breakers: infos,
  };
}
