import type { BreakerCallParams, BreakerConfigureParams, BreakerNameParams } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';

const MAX_NAME_LENGTH = 128;

/**
 * The name in the parameters.
 *
 * @throws GatewayError `KERNEL_INVALID_PARAMS`
 */
export function nameIn(params: BreakerNameParams | undefined): string {
  const name: unknown = params?.name;
  if (typeof name === 'string' && name.length > 0 && name.length <= MAX_NAME_LENGTH) return name;
  throw invalid(`name is a text of 1 to ${MAX_NAME_LENGTH} characters that tells what is guarded, such as "api".`);
}

/**
 * Whether the parameters make a call.
 *
 * @throws GatewayError `KERNEL_INVALID_PARAMS`
 */
export function checkCall(
  params: BreakerCallParams<unknown> | undefined,
): asserts params is BreakerCallParams<unknown> {
  nameIn(params);
  if (typeof params?.run !== 'function') throw invalid('run is the function that is guarded.');
  checkFunction(params.isFailure, 'isFailure is a function that answers for an error whether it counts.');
  checkFunction(
    params.isFailureResult,
    'isFailureResult is a function that answers for a result whether it counts as a failure.',
  );
  checkFunction(params.fallback, 'fallback is a function that answers in place of a call that failed.');
  if (params.signal !== undefined && !(params.signal instanceof AbortSignal)) {
    throw invalid('signal is an AbortSignal, such as that of an AbortController.');
  }
}

/**
 * The name in the parameters of `configure`, if there is one.
 *
 * @throws GatewayError `KERNEL_INVALID_PARAMS`
 */
export function configuredName(params: BreakerConfigureParams | undefined): string | undefined {
  if (typeof params?.options !== 'object' || params.options === null)
    throw invalid('options is what is to be changed.');
  return params.name === undefined ? undefined : nameIn({ name: params.name });
}

function checkFunction(value: unknown, rule: string): void {
  if (value !== undefined && typeof value !== 'function') throw invalid(rule);
}

function invalid(message: string): GatewayError {
  return new GatewayError('KERNEL_INVALID_PARAMS', message);
}
