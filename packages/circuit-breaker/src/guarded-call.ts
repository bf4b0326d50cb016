import type { BreakerCallParams } from '@hearthgate/contracts';
import type { Clock } from '@hearthgate/kernel';
import type { Outcome } from './breaker.ts';
import { checkCall } from './checks.ts';
import type { EnvironmentBreakers } from './environment-breakers.ts';
import type { CircuitBreakerPorts } from './ports.ts';
import { countRejection, rejectedBy, reportChange } from './report.ts';
import { runWithin } from './run-within.ts';
import { restoreState, shareState } from './shared-state.ts';

/**
 * Runs a function through the breaker of its name. Rejects with what the function threw, unchanged.
 *
 * @throws GatewayError `CIRCUIT_BREAKER_OPEN`, `CIRCUIT_BREAKER_TIMEOUT`, `CIRCUIT_BREAKER_INVALID_OPTIONS`,
 * `KERNEL_INVALID_PARAMS`
 */
export async function guardedCall(
  params: BreakerCallParams<unknown>,
  peers: CircuitBreakerPorts,
  breakers: EnvironmentBreakers,
  clock: Clock,
): Promise<unknown> {
  checkCall(params);
  const { name, run, isFailure, options } = params;
  if (!breakers.joined) await breakers.join(peers.singleton);
  const breaker = breakers.current.forCall(name, options);
  if (breaker.restoring !== 'done') await restoreState(breaker, peers.cache, clock);
  const before = breaker.state;
  const ticket = breaker.admit(clock);
  if (ticket === undefined) {
    countRejection(peers);
    throw rejectedBy(breaker, peers, clock);
  }
  if (ticket !== before) reportChange(breaker, peers);

  const { timeoutMs } = breaker.settings;
  const limited = timeoutMs === undefined ? undefined : runWithin(run, breaker.name, timeoutMs, clock);
  let outcome: Outcome = 'success';
  let failure: unknown;
  try {
    return await (limited === undefined ? run({ signal: undefined }) : limited.result);
  } catch (error) {
    failure = error;
    outcome = limited?.isTimeout(error) === true || counts(error, isFailure) ? 'failure' : 'neutral';
    throw error;
  } finally {
    const running = breaker.state;
    breaker.settle(ticket, outcome, clock);
    if (breaker.state !== running) {
      reportChange(breaker, peers, failure);
      await shareState(breaker, peers.cache);
    }
  }
}

/** A filter that breaks must neither hide the error nor let it pass as harmless. */
function counts(error: unknown, isFailure: BreakerCallParams<unknown>['isFailure']): boolean {
  if (isFailure === undefined) return true;
  try {
    return isFailure(error);
  } catch {
    return true;
  }
}
