import type { ResponseError, StandardResponse } from '@hearthgate/contracts';
import type { PipelineCall } from './call.ts';
import { GatewayError, retryableByTable } from './gateway-error.ts';
import { failureOf, type Step } from './stages.ts';
import { isThenable } from './thenable.ts';

/** @internal The last step of `execute`: whatever happens becomes a standard response, at once or as a promise. */
export function respond(step: Step, call: PipelineCall<unknown>, gateway: string): unknown {
  let result: unknown;
  try {
    result = step(call);
  } catch (error) {
    return failure(call, error, `${gateway}.${call.operation}`);
  }
  if (isThenable(result)) {
    return result.then(
      (data) => success(call, data),
      (error: unknown) => failure(call, error, `${gateway}.${call.operation}`),
    );
  }
  return success(call, result);
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
