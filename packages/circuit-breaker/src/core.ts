import type {
  BreakerCallParams,
  BreakerInfo,
  CircuitBreakerGateway,
  CircuitBreakerOperations,
  CircuitBreakerStatus,
  GenericOperation,
} from '@hearthgate/contracts';
import { createEnvironment, createGateway, standalone, type Wiring } from '@hearthgate/kernel';
import { BreakerRegistry, type Entry } from './breaker-registry.ts';
import { checkCall, configuredName, nameIn } from './checks.ts';
import { EnvironmentBreakers } from './environment-breakers.ts';
import { guardedCall } from './guarded-call.ts';
import { breakerLimit, breakerSettings, type CircuitBreakerOptions, defaultSettings } from './options.ts';
import { alone, type CircuitBreakerPorts } from './ports.ts';
import { reportChange } from './report.ts';

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
  const breakers = new EnvironmentBreakers(new BreakerRegistry(breakerLimit(options)));
  let defaults = breakerSettings(options, defaultSettings);

  const close = ({ breaker, exchange }: Entry, peers: CircuitBreakerPorts): void => {
    const wasClosed = breaker.state.value === 'closed';
    breaker.reset();
    if (wasClosed) return;
    reportChange(breaker, peers);
    void exchange.announce(breaker, peers, clock);
  };

  const entryOf = ({ name, options }: BreakerCallParams<unknown>) =>
    breakers.current.forCall(name, () => breakerSettings(options, defaults));

  const joined = async (params: unknown, { singleton }: CircuitBreakerPorts): Promise<void> => {
    checkCall(params as BreakerCallParams<unknown>);
    await breakers.join(singleton);
  };

  return createGateway<CircuitBreakerOperations, CircuitBreakerPorts>(
    {
      name: 'circuit-breaker',
      alone,
      operations: {
        call: {
          passesErrors: true,
          run: (params, call) => {
            const run = () => guardedCall(params as BreakerCallParams<unknown>, entryOf, call, environment);
            return (breakers.joined ? run() : joined(params, call.peers).then(run)) as Promise<never>;
          },
        },
        getBreaker: (params) => breakers.current.get(nameIn(params))?.breaker.info(clock),
        reset: (params, { peers }) => {
          const entry = breakers.current.get(nameIn(params));
          if (entry !== undefined) close(entry, peers);
          return entry !== undefined;
        },
        resetAll: (_params, { peers }) => {
          const all = breakers.current.list();
          for (const entry of all) close(entry, peers);
          return all.length;
        },
        forceOpen: (params, { peers }) => {
          const { breaker } = breakers.current.obtain(nameIn(params), defaults);
          breaker.isolate(clock.now());
          reportChange(breaker, peers);
        },
        configure: (params) => {
          const name = configuredName(params);
          if (name === undefined) {
            defaults = breakerSettings(params.options, defaults);
            return;
          }
          const known = breakers.current.get(name);
          const settings = breakerSettings(params.options, known?.breaker.settings ?? defaults);
          const entry = breakers.current.obtain(name, settings);
          if (known !== undefined) entry.breaker.configure(settings);
          entry.configured = true;
        },
        getStatus: () => statusOf(breakers.current.list().map(({ breaker }) => breaker.info(clock))),
      },
    },
    { ...wiring, environment },
  );
}

/** The operations of a gateway that stands alone, made on the first call. */
export const genericCircuitBreakerOperation: GenericOperation<CircuitBreakerOperations> = standalone(() =>
  createCircuitBreakerGateway(),
);

function statusOf(breakers: readonly BreakerInfo[]): CircuitBreakerStatus {
  const reasons = breakers
    .filter(({ state }) => state !== 'closed')
    .map(({ name, state }) => `The breaker ${JSON.stringify(name)} is ${state}.`);
  return { gateway: 'circuit-breaker', state: reasons.length === 0 ? 'healthy' : 'degraded', reasons, breakers };
}
