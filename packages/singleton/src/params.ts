import { GatewayError } from '@hearthgate/kernel';
import type { Definition } from './slot.ts';

const MAX_KEY_LENGTH = 512;
const TIMEOUT_MS = 30_000;

/** @throws GatewayError `SINGLETON_INVALID_KEY` */
export function checkKey(key: unknown): asserts key is string {
  if (typeof key === 'string' && key.length >= 1 && key.length <= MAX_KEY_LENGTH) return;
  const got = typeof key === 'string' ? `one of ${key.length}` : typeof key;
  throw new GatewayError('SINGLETON_INVALID_KEY', `A key is a text of 1 to ${MAX_KEY_LENGTH} characters, not ${got}.`);
}

/** @throws GatewayError `KERNEL_INVALID_PARAMS` */
export function checkObject(params: unknown, operation: string): void {
  if (typeof params === 'object' && params !== null) return;
  throw new GatewayError('KERNEL_INVALID_PARAMS', `singleton.${operation} takes one object of named parameters.`);
}

/** @throws GatewayError `KERNEL_INVALID_PARAMS` */
export function checkFunction(value: unknown, operation: string, name: string): void {
  if (typeof value === 'function') return;
  const message = `singleton.${operation} needs ${name}, a function; it got ${typeof value}.`;
  throw new GatewayError('KERNEL_INVALID_PARAMS', message);
}

/**
 * How an instance is made, if the parameters say it.
 *
 * @throws GatewayError `KERNEL_INVALID_PARAMS`
 */
export function definitionOf(
  params: { readonly [Part in keyof Definition]?: Definition[Part] | undefined },
  operation: string,
): Definition | undefined {
  const { create, dispose, idleMs, check, timeoutMs = TIMEOUT_MS } = params;
  if (dispose !== undefined) checkFunction(dispose, operation, 'dispose');
  if (check !== undefined) checkFunction(check, operation, 'check');
  if (idleMs !== undefined) checkDuration(idleMs, 'idleMs');
  if (timeoutMs !== Number.POSITIVE_INFINITY) checkDuration(timeoutMs, 'timeoutMs');
  if (create === undefined) return undefined;
  checkFunction(create, operation, 'create');
  return { create, dispose, idleMs, timeoutMs, check };
}

/** @throws GatewayError `SINGLETON_INVALID_OPTIONS` */
export function checkDuration(value: unknown, name: string, leastMs: number = Number.MIN_VALUE): void {
  if (typeof value === 'number' && value >= leastMs && Number.isFinite(value)) return;
  const kind = leastMs > 0 ? 'a positive number of milliseconds' : 'a number of milliseconds, 0 or more';
  throw new GatewayError('SINGLETON_INVALID_OPTIONS', `${name} takes ${kind}.`);
}

/** @throws GatewayError `SINGLETON_INVALID_OPTIONS` */
export function checkRatio(value: unknown, name: string): void {
  if (typeof value === 'number' && value > 0 && value <= 1) return;
  throw new GatewayError('SINGLETON_INVALID_OPTIONS', `${name} takes a number above 0 and at most 1.`);
}
