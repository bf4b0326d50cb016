import type { CreateErrorParams, JsonValue, ResponseError } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import type { UtilityPorts } from './ports.ts';

/** @throws GatewayError `UTILITY_INVALID_VALUE` */
export function errorOf({ code, message, retryable = false }: CreateErrorParams): ResponseError {
  if (typeof code !== 'string' || code === '' || typeof message !== 'string' || message === '') {
    throw new GatewayError('UTILITY_INVALID_VALUE', 'An error response has a code and a message, both texts.');
  }
  return { code, message, retryable };
}

/**
 * What may stand in an answer. Secrets are looked for before and after control characters leave: before, as a secret may
 * have some; after, as a secret with one put into it would else become whole again.
 */
export function sanitizedData(data: unknown, security: UtilityPorts['security']): JsonValue {
  const filtered = security.filterSensitive({ data });
  const plain = security.sanitizeData({ data: filtered, multiline: true });
  return (security.filterSensitive({ data: plain }) ?? null) as JsonValue;
}
