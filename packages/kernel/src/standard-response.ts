import type { ResponseError, StandardResponse } from '@hearthgate/contracts';
import type { PipelineCall } from './call.ts';
import { GatewayError, retryableByTable } from './gateway-error.ts';
import { Failed, failureOf, type Step } from './stages.ts';
import { isThenable } from './thenable.ts';

/** @internal The last step of `execute`: whatever happens becomes a standard response, at once or as a promise. */
export function respond(step: Step, call: PipelineCall<unknown>, gateway: string): unknown {
  let result: unknown;
  try {
    result = step(call);
  } catch (error) {
    // A thenable that throws when it is asked.
    return answer(call, new Failed(error), gateway);
  }
  if (!isThenable(result)) return answer(call, result, gateway);
  return result.then(
    (settled) => answer(call, settled, gateway),
    (error: unknown) => answer(call, new Failed(error), gateway),
  );
}

function answer(call: PipelineCall<unknown>, result: unknown, gateway: string): StandardResponse<unknown> {
  return result instanceof Failed ? failure(call, result.error, `${gateway}.${call.operation}`) : success(call, result);
}

function success(call: PipelineCall<unknown>, data: unknown): StandardResponse<unknown> {
  return {
    success: true,
    data,
    correlationId: call.correlationId,
    durationMs: call.durationMs,
    cacheHit: call.cacheHit,
  };
}

/** @internal */
export function failure(call: PipelineCall<unknown>, error: unknown, where: string): StandardResponse<never> {
  return {
    success: false,
    error: told(error, where, call),
    correlationId: call.correlationId,
    durationMs: call.durationMs,
    cacheHit: call.cacheHit,
  };
}

/** An error of the same words would cost more than all the rest of the answer. */
function told(error: unknown, where: string, call: PipelineCall<unknown>): ResponseError {
  try {
    if (error instanceof GatewayError) return error.toJSON();
  } catch {
    // A proxy was thrown, or a class with a form of its own.
  }
  const { code, message } = failureOf(error, where, call);
  return { code, message, retryable: retryableByTable(code) };
}
