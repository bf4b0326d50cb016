import { GatewayError } from '@hearthgate/kernel';
import type { CachePorts } from './ports.ts';

/** Longer keys are kept by their hash, so that keys never take more memory than values. */
const MAX_KEY_LENGTH = 1024;
const HASH_PREFIX = 'sha256:';
const HASHED_LENGTH = HASH_PREFIX.length + 64;
const MAX_TAG_LENGTH = 1024;
const NO_TAGS: readonly string[] = Object.freeze([]);

/**
 * The key under which an entry lies: the caller's own, or `sha256:` and its hash when it is long. A key that looks like
 * a hashed one is hashed too, so that nobody can reach another's entry by it.
 *
 * @throws GatewayError `CACHE_INVALID_KEY`
 */
export function storageKey(key: unknown, peers: Pick<CachePorts, 'utility'>): string {
  if (typeof key !== 'string' || key === '') {
    const got = key === '' ? 'an empty text' : typeof key;
    throw new GatewayError('CACHE_INVALID_KEY', `A key is a text of at least one character, not ${got}.`);
  }
  if (key.length <= MAX_KEY_LENGTH && !isHashedKey(key)) return key;
  // Lone surrogates all hash alike, so two keys would share one entry.
  if (key.isWellFormed()) return HASH_PREFIX + peers.utility.hash({ value: key });
  const message = `A key of more than ${MAX_KEY_LENGTH} characters is hashed and has to be well-formed Unicode; shorten it.`;
  throw new GatewayError('CACHE_INVALID_KEY', message);
}

/** Whether an entry lies under a hash, so that its key does not say what was asked for. */
export function isHashedKey(stored: string): boolean {
  return stored.length === HASHED_LENGTH && stored.startsWith(HASH_PREFIX);
}

/** @throws GatewayError `CACHE_INVALID_TTL` */
export function checkTtl(ttlMs: unknown, name: 'ttlMs' | 'maxTtlMs' = 'ttlMs'): void {
  if (ttlMs === undefined || (typeof ttlMs === 'number' && ttlMs > 0 && Number.isFinite(ttlMs))) return;
  const message = `${name} is ${String(ttlMs)}; give positive milliseconds, or leave it out for the default.`;
  throw new GatewayError('CACHE_INVALID_TTL', message);
}

/**
 * Checks times that may be 0: staleMs, graceMs, graceAfterMs, absentTtlMs.
 *
 * @throws GatewayError `CACHE_INVALID_TTL`
 */
export function checkDurations(stale: unknown, grace: unknown, graceAfter?: unknown, absentTtl?: unknown): void {
  checkDuration('staleMs', stale);
  checkDuration('graceMs', grace);
  checkDuration('graceAfterMs', graceAfter);
  checkDuration('absentTtlMs', absentTtl);
}

function checkDuration(name: string, value: unknown): void {
  if (value === undefined || (typeof value === 'number' && value >= 0 && Number.isFinite(value))) return;
  throw new GatewayError(
    'CACHE_INVALID_TTL',
    `${name} is ${String(value)}; give milliseconds from 0, or leave it out.`,
  );
}

/** @throws GatewayError `CACHE_INVALID_TTL` */
export function checkCreateTimeout(timeoutMs: unknown): void {
  if (timeoutMs === undefined || (typeof timeoutMs === 'number' && timeoutMs > 0)) return;
  const message = `createTimeoutMs is ${String(timeoutMs)}; give positive milliseconds, or Infinity for no limit.`;
  throw new GatewayError('CACHE_INVALID_TTL', message);
}

const SCOPES: readonly unknown[] = ['memory', 'environment', 'shared'];

/** @throws GatewayError `KERNEL_INVALID_PARAMS` */
export function checkScope(scope: unknown): void {
  if (scope === undefined || SCOPES.includes(scope)) return;
  const message = `scope is ${String(scope)}; it is memory, environment or shared, or left out for all tiers.`;
  throw new GatewayError('KERNEL_INVALID_PARAMS', message);
}

/** @throws GatewayError `KERNEL_INVALID_PARAMS` */
export function checkList(list: unknown, operation: string, name: string): void {
  if (Array.isArray(list)) return;
  throw new GatewayError('KERNEL_INVALID_PARAMS', `cache.${operation} takes an object with a list of ${name}.`);
}

/**
 * The tags without repetitions.
 *
 * @throws GatewayError `CACHE_INVALID_TAG`
 */
export function distinctTags(tags: unknown): readonly string[] {
  if (tags === undefined) return NO_TAGS;
  if (!Array.isArray(tags)) throw new GatewayError('CACHE_INVALID_TAG', `tags is a list of texts, not ${typeof tags}.`);
  for (const tag of tags) checkTag(tag);
  return tags.length === 0 ? NO_TAGS : Object.freeze([...new Set<string>(tags)]);
}

/** @throws GatewayError `CACHE_INVALID_TAG` */
export function checkTag(tag: unknown): void {
  if (typeof tag === 'string' && tag.length >= 1 && tag.length <= MAX_TAG_LENGTH) return;
  const got = typeof tag === 'string' ? `one of ${tag.length}` : typeof tag;
  throw new GatewayError('CACHE_INVALID_TAG', `A tag is a text of 1 to ${MAX_TAG_LENGTH} characters, not ${got}.`);
}

/** @throws GatewayError `KERNEL_INVALID_PARAMS` */
export function checkCreate(params: unknown): void {
  const { create, ttlMsOf } = (params ?? {}) as { readonly create?: unknown; readonly ttlMsOf?: unknown };
  if (ttlMsOf !== undefined && typeof ttlMsOf !== 'function') {
    throw new GatewayError(
      'KERNEL_INVALID_PARAMS',
      'ttlMsOf of cache.getOrSet is a function of the value, or left out.',
    );
  }
  if (typeof create === 'function') return;
  const message = 'cache.getOrSet takes an object with key and create, a function that makes the value on a miss.';
  throw new GatewayError('KERNEL_INVALID_PARAMS', message);
}
