import type { BreakerCallParams, BreakerNameParams } from '@hearthgate/contracts';
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
  if (params.isFailure !== undefined && typeof params.isFailure !== 'function') {
    throw invalid('isFailure is a function that answers for an error whether it counts.');
  }
}

function invalid(message: string): GatewayError {
  return new GatewayError('KERNEL_INVALID_PARAMS', message);
}
