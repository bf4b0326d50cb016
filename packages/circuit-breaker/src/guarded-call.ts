import type { BreakerCallParams } from '@hearthgate/contracts';
import type { Environment } from '@hearthgate/kernel';
import type { Breaker } from './breaker.ts';
import type { Entry } from './breaker-registry.ts';
import type { Outcome } from './breaker-state.ts';
import type { CircuitBreakerPorts } from './ports.ts';
import { countRejection, noPlaceIn, rejectedBy, reportChange } from './report.ts';
import { runWithin } from './run-within.ts';

/** How a call came out. An error that may be replaced is one that a fallback answers. */
type Ending = { readonly value: unknown } | { readonly error: unknown; readonly replaceable: boolean };

/**
 * Runs a function through its breaker, or its fallback. Rejects with what either threw, unchanged.
 *
 * @throws GatewayError `CIRCUIT_BREAKER_OPEN`, `CIRCUIT_BREAKER_FULL`, `CIRCUIT_BREAKER_TIMEOUT`
 */
export async function guardedCall(
  params: BreakerCallParams<unknown>,
  entry: Entry,
  peers: CircuitBreakerPorts,
  environment: Environment,
): Promise<unknown> {
  const ending = await attempt(params, entry, peers, environment);
  if ('value' in ending) return ending.value;
  const { fallback } = params;
  if (fallback === undefined || !ending.replaceable) throw ending.error;
  entry.breaker.fallbacks += 1;
  return fallback(ending.error);
}

async function attempt(
  params: BreakerCallParams<unknown>,
  { breaker, exchange }: Entry,
  peers: CircuitBreakerPorts,
  environment: Environment,
): Promise<Ending> {
  const { signal } = params;
  const { clock } = environment;
  const { bulkhead } = breaker;
  const refused = (error: unknown): Ending => {
    countRejection(breaker, peers);
    return { error, replaceable: true };
  };

  const looking = exchange.beforeCall(breaker, peers, environment);
  if (looking !== undefined) await looking;
  if (signal?.aborted === true) return { error: signal.reason, replaceable: false };
  if (!breaker.admits(clock)) return refused(rejectedBy(breaker, peers, clock));

  let entered = bulkhead.enter(signal);
  if (typeof entered !== 'string') {
    try {
      entered = await entered;
    } catch (error) {
      return { error, replaceable: false };
    }
  }
  if (entered === 'full') return refused(noPlaceIn(breaker));
  if (entered === 'refused') return refused(rejectedBy(breaker, peers, clock));

  const before = breaker.state;
  const ticket = breaker.admit(clock);
  if (ticket === undefined) {
    bulkhead.leave();
    return refused(rejectedBy(breaker, peers, clock));
  }
  if (ticket !== before) reportChange(breaker, peers);

  const { ending, outcome } = await run(params, breaker, environment);
  const running = breaker.state;
  breaker.settle(ticket, outcome, clock);
  bulkhead.leave();
  if (breaker.state !== running) {
    reportChange(breaker, peers, 'error' in ending ? ending.error : undefined);
    await exchange.announce(breaker, peers, clock);
  } else if (outcome === 'failure') exchange.afterFailure(breaker, peers, environment);
  return ending;
}

async function run(
  { run: guarded, signal, isFailure, isFailureResult }: BreakerCallParams<unknown>,
  breaker: Breaker,
  { clock }: Environment,
): Promise<{ ending: Ending; outcome: Outcome }> {
  const { timeoutMs } = breaker.settings;
  // Waiting for a place may have taken longer than the caller's patience.
  if (signal?.aborted === true) return { ending: { error: signal.reason, replaceable: false }, outcome: 'void' };
  const isLimited = timeoutMs !== Infinity || signal !== undefined;
  const limited = isLimited ? runWithin(guarded, breaker.name, { timeoutMs, signal }, clock) : undefined;
  try {
    const value = await (limited === undefined ? guarded({ signal: undefined }) : limited.result);
    return { ending: { value }, outcome: counts(value, isFailureResult, false) ? 'failure' : 'success' };
  } catch (error) {
    const endedBy = limited?.endedBy();
    if (endedBy === 'caller') return { ending: { error, replaceable: false }, outcome: 'void' };
    if (endedBy === 'timeout') breaker.timeouts += 1;
    const failed = endedBy === 'timeout' || counts(error, isFailure, true);
    return { ending: { error, replaceable: failed }, outcome: failed ? 'failure' : 'neutral' };
  }
}

/** A filter that breaks must neither hide the error nor let it pass as harmless. */
function counts(ending: unknown, isFailure: ((ending: unknown) => boolean) | undefined, byDefault: boolean): boolean {
  if (isFailure === undefined) return byDefault;
  try {
    return isFailure(ending);
  } catch {
    return true;
  }
}
