import type { BreakerCallParams } from '@hearthgate/contracts';
import type { Call, Environment } from '@hearthgate/kernel';
import type { Breaker, Ticket } from './breaker.ts';
import type { Entry } from './breaker-registry.ts';
import type { Outcome } from './breaker-state.ts';
import type { Entry as Place } from './bulkhead.ts';
import { checkCall } from './checks.ts';
import { LimitedRun } from './limited-run.ts';
import type { CircuitBreakerPorts } from './ports.ts';
import { countRejection, noPlaceIn, rejectedBy, reportChange } from './report.ts';

/** Why a call was not let through, and whether a fallback may answer in its place. */
class Refusal {
  readonly error: unknown;
  readonly replaceable: boolean;

  constructor(error: unknown, replaceable: boolean) {
    this.error = error;
    this.replaceable = replaceable;
  }
}

/** Whatever a call needs beside its parameters. */
interface Surroundings {
  readonly entry: Entry;
  readonly peers: CircuitBreakerPorts;
  readonly environment: Environment;
}

/**
 * Runs a function through its breaker, or its fallback. Rejects with what either threw, unchanged. One `async` function,
 * which waits for nothing but the guarded one as long as the breaker is closed: each further one would cost as much as
 * the breaker itself.
 *
 * @param entryOf the breaker of parameters that were checked
 * @throws GatewayError `CIRCUIT_BREAKER_OPEN`, `CIRCUIT_BREAKER_FULL`, `CIRCUIT_BREAKER_TIMEOUT`, `KERNEL_INVALID_PARAMS`
 */
export async function guardedCall(
  params: BreakerCallParams<unknown>,
  entryOf: (params: BreakerCallParams<unknown>) => Entry,
  call: Pick<Call<CircuitBreakerPorts>, 'peers' | 'beganAtMs'>,
  environment: Environment,
): Promise<unknown> {
  checkCall(params);
  const around: Surroundings = { entry: entryOf(params), peers: call.peers, environment };
  const { breaker } = around.entry;
  const admitted = admit(params.signal, around, call);
  const ticket = admitted instanceof Promise ? await admitted : admitted;
  if (ticket instanceof Refusal) return insteadOf(ticket, params, breaker);

  const { run, signal, isFailure, isFailureResult } = params;
  const { timeoutMs } = breaker.settings;
  const isLimited = timeoutMs !== Infinity || signal !== undefined;
  const limited = isLimited ? new LimitedRun(run, breaker.name, { timeoutMs, signal }, environment.clock) : undefined;
  let value: unknown;
  try {
    value = await (limited === undefined ? run({ signal: undefined }) : limited.result);
  } catch (error) {
    const endedBy = limited?.endedBy;
    if (endedBy === 'timeout') breaker.timeouts += 1;
    const failed = endedBy === 'timeout' || (endedBy !== 'caller' && counts(error, isFailure, true));
    const outcome = endedBy === 'caller' ? 'void' : failed ? 'failure' : 'neutral';
    await settle(ticket, outcome, error, around);
    return insteadOf(new Refusal(error, failed), params, breaker);
  }
  const telling = settle(ticket, counts(value, isFailureResult, false) ? 'failure' : 'success', undefined, around);
  if (telling !== undefined) await telling;
  return value;
}

/** What the fallback answers; without one, the error itself. */
function insteadOf(
  { error, replaceable }: Refusal,
  { fallback }: BreakerCallParams<unknown>,
  breaker: Breaker,
): unknown {
  if (fallback === undefined || !replaceable) throw error;
  breaker.fallbacks += 1;
  return fallback(error);
}

/** Lets a call through, at once where nothing has to be waited for. */
function admit(
  signal: AbortSignal | undefined,
  around: Surroundings,
  call: Pick<Call<CircuitBreakerPorts>, 'beganAtMs'>,
): Ticket | Refusal | Promise<Ticket | Refusal> {
  const { entry, peers, environment } = around;
  const looking = entry.exchange.beforeCall(entry.breaker, peers, environment, call);
  return looking === undefined ? takePlace(signal, around) : looking.then(() => takePlace(signal, around));
}

function takePlace(
  signal: AbortSignal | undefined,
  around: Surroundings,
): Ticket | Refusal | Promise<Ticket | Refusal> {
  const { entry, peers, environment } = around;
  const { breaker } = entry;
  if (signal?.aborted === true) return new Refusal(signal.reason, false);
  if (!breaker.admits(environment.clock)) return refused(around, rejectedBy(breaker, peers, environment.clock));
  const entered = breaker.bulkhead.enter(signal);
  if (typeof entered === 'string') return begin(entered, signal, around);
  return entered.then(
    (place) => begin(place, signal, around),
    (error: unknown) => new Refusal(error, false),
  );
}

function begin(place: Place, signal: AbortSignal | undefined, around: Surroundings): Ticket | Refusal {
  const { entry, peers, environment } = around;
  const { breaker } = entry;
  if (place === 'full') return refused(around, noPlaceIn(breaker));
  if (place === 'refused') return refused(around, rejectedBy(breaker, peers, environment.clock));
  const before = breaker.state;
  const ticket = breaker.admit(environment.clock);
  if (ticket === undefined) {
    breaker.bulkhead.leave();
    return refused(around, rejectedBy(breaker, peers, environment.clock));
  }
  if (ticket !== before) reportChange(breaker, peers);
  // Waiting for a place may have taken longer than the caller's patience.
  if (signal?.aborted !== true) return ticket;
  breaker.settle(ticket, 'void', environment.clock);
  breaker.bulkhead.leave();
  return new Refusal(signal.reason, false);
}

function refused({ entry, peers }: Surroundings, error: unknown): Refusal {
  countRejection(entry.breaker, peers);
  return new Refusal(error, true);
}

/** Takes in how a call ended; answers what has to be waited for, if the breaker has become something else by it. */
function settle(
  ticket: Ticket,
  outcome: Outcome,
  error: unknown,
  { entry, peers, environment }: Surroundings,
): Promise<void> | undefined {
  const { breaker, exchange } = entry;
  const running = breaker.state;
  breaker.settle(ticket, outcome, environment.clock);
  breaker.bulkhead.leave();
  if (breaker.state !== running) {
    reportChange(breaker, peers, error);
    return exchange.announce(breaker, peers, environment.clock);
  }
  if (outcome === 'failure') exchange.afterFailure(breaker, peers, environment);
  return undefined;
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
