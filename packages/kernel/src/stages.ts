import { type ErrorCode, errorCodes } from '@hearthgate/contracts';
import type { PipelineCall } from './call.ts';
import { type Environment, knownSecrets } from './environment.ts';
import { GatewayError, wrapError } from './gateway-error.ts';
import type { ResultCaching } from './operation-table.ts';
import { redactText } from './redaction/redact.ts';
import type { OperationStatistics } from './statistics.ts';
import { isThenable } from './thenable.ts';

/** @internal What runs a call: a stage around the rest, or the handler itself. */
export type Step = (call: PipelineCall<unknown>) => unknown;

/** @internal Stages are composed once per operation; none of them waits unless the handler does. */
export type Stage = (next: Step) => Step;

/** @internal What a step that is answered gives in the place of throwing, which would cost as much as the answer itself. */
export class Failed {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

/** Writes the start line. */
function traceStart(gateway: string, call: PipelineCall<unknown>): void {
  call.view.pipelinePeers.logging?.log?.({
    level: 'debug',
    message: `${gateway}.${call.operation} started`,
    data: { gateway_chain: call.gatewayChain },
  });
}

/**
 * @internal Counts and times the operation, notes the gateway in the invocation, writes the start line when tracing is on, and
 * makes every failure a `GatewayError` unless the operation passes the errors of its caller's function on. One stage for all
 * of it, so that a promise is waited for once, and as each stage is a call more in every operation.
 */
export function measure(
  name: string,
  bit: number,
  environment: Environment,
  counters: OperationStatistics,
  passesErrors: boolean,
): Stage {
  const { clock, tracing } = environment;
  const settle = (call: PipelineCall<unknown>) => {
    const durationMs = clock.elapsed() - call.startedAt;
    call.durationMs = durationMs;
    counters.calls += 1;
    counters.totalMs += durationMs;
    if (durationMs > counters.maxMs) counters.maxMs = durationMs;
  };
  const fail = (call: PipelineCall<unknown>, error: unknown): Failed => {
    settle(call);
    counters.errors += 1;
    if (call.view.isAnswered) return new Failed(error);
    // One that already is a `GatewayError` is passed on, so that a code keeps its meaning.
    throw passesErrors ? error : toGatewayError(error, `${name}.${call.operation}`, call);
  };
  return (next) => (call) => {
    call.startedAt = clock.elapsed();
    call.invocation?.enter(bit, name);
    let result: unknown;
    try {
      if (tracing.enabled) traceStart(name, call);
      result = next(call);
    } catch (error) {
      return fail(call, error);
    }
    if (isThenable(result)) {
      return result.then(
        (value) => {
          settle(call);
          return value;
        },
        (error: unknown) => fail(call, error),
      );
    }
    settle(call);
    return result;
  };
}

/** @internal Answers from the result cache, if the operation declared itself cacheable and a cache is there. */
export function resultCache(gateway: string, caching: ResultCaching<unknown>): Stage {
  return (next) => async (call) => {
    const { get, set } = call.view.pipelinePeers.cache ?? {};
    if (get === undefined || set === undefined) return next(call);
    const key = `result:${gateway}.${call.operation}:${caching.key(call.params)}`;
    // A cache that fails costs time, never the answer. In memory only: answers are quick to get anew, and the tiers
    // behind it may themselves need the operation.
    const kept = await get({ key, scope: 'memory' }).catch(() => undefined);
    call.cacheHit = kept !== undefined;
    if (kept !== undefined) return kept.value;
    const value = await next(call);
    if (value !== undefined) await set({ key, value, ttlMs: caching.ttlMs, scope: 'memory' }).catch(() => undefined);
    return value;
  };
}

/** @internal Wraps what is not a `GatewayError` yet, with a message that holds no secret. */
export function toGatewayError(error: unknown, where: string, call: PipelineCall<unknown>): GatewayError {
  if (error instanceof GatewayError) return error;
  const { code, message } = failureOf(error, where, call);
  return error instanceof Error ? wrapError(code, message, error) : new GatewayError(code, message, { cause: error });
}

/** @internal What is told of an error that no gateway made. Never throws. */
export function failureOf(error: unknown, where: string, call: PipelineCall<unknown>): Failure {
  try {
    if (error instanceof Error) {
      // A gateway of another copy of this package throws a class of the same shape.
      const { code, message } = error as Error & { readonly code?: unknown };
      if (typeof code === 'string' && Object.hasOwn(errorCodes, code)) return { code: code as ErrorCode, message };
      if (error instanceof TypeError && (typeof call.params !== 'object' || call.params === null)) {
        return { code: 'KERNEL_INVALID_PARAMS', message: `${where} takes one object of named parameters.` };
      }
    }
    const said = error instanceof Error ? error.message : String(error);
    const message = `${where} failed: ${redactText(said, knownSecrets(call.environment))}`;
    return { code: 'KERNEL_UNEXPECTED', message };
  } catch {
    return { code: 'KERNEL_UNEXPECTED', message: `${where} failed, and what it threw has no message.` };
  }
}

interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
}
