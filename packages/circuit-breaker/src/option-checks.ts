import { GatewayError } from '@hearthgate/kernel';

/** The largest delay that a timer of Node takes. */
const MAX_DELAY_MS = 2_147_483_647;

/** Each answers the option, or the default where there is none, and throws `CIRCUIT_BREAKER_INVALID_OPTIONS`. */
type Check = (name: string, value: number | undefined, byDefault: number) => number;

export const limit: Check = (name, value, byDefault) => {
  if (value === undefined) return byDefault;
  if (!isCount(value)) throw invalid(name, 'a whole number from 1');
  return value;
};

export const duration: Check = (name, value, byDefault) => {
  if (value === undefined) return byDefault;
  if (typeof value === 'number' && value > 0 && value <= MAX_DELAY_MS) return value;
  throw invalid(name, 'a positive number of milliseconds');
};

export const ratio: Check = (name, value, byDefault) => {
  if (value === undefined) return byDefault;
  if (typeof value === 'number' && value >= 0 && value < 1) return value;
  throw invalid(name, 'a number from 0 to below 1');
};

export function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

export function invalid(name: string, kind: string): GatewayError {
  return new GatewayError('CIRCUIT_BREAKER_INVALID_OPTIONS', `${name} takes ${kind}.`);
}
