import { routeKeyOf } from '../connect/route.ts';
import { alone, type HttpPorts } from '../ports.ts';
import type { PreparedRequest } from '../request/prepared-request.ts';
import type { Headers } from '../request/request-headers.ts';
import { ageMsOf, cacheUseOf, freshForMs } from './cache-policy.ts';

type CachePeers = Pick<HttpPorts, 'cache' | 'utility'>;

/** An answer as it is kept. */
export interface KeptResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** Length of the body in bytes. */
  readonly bytes: number;
}

/** The cache as one request sees it. */
export interface ResponseCache {
  /** The kept answer, if there is one that this request may have, with the age that it has now. */
  find(maxBytes: number, nowMs: number): Promise<KeptResponse | undefined>;
  /** Keeps an answer for as long as its headers allow; nothing to wait for when they do not. */
  keep(response: KeptResponse): Promise<void> | undefined;
}

/** Keys of answers that are kept, as far as one gateway knows: those that it has kept or found. */
export class KnownKeys {
  static readonly #MAX = 1_000;
  readonly #keys = new Set<string>();

  get isEmpty(): boolean {
    return this.#keys.size === 0;
  }

  /** The one that was noted first makes room. */
  note(key: string): void {
    this.#keys.delete(key);
    this.#keys.add(key);
    if (this.#keys.size <= KnownKeys.#MAX) return;
    for (const oldest of this.#keys) {
      this.#keys.delete(oldest);
      return;
    }
  }

  /** Whether it was known. */
  forget(key: string): boolean {
    return this.#keys.delete(key);
  }
}

/** The cache for a request, or `undefined` when there is none or the request has no use of it. */
export function responseCacheFor(
  { cache, utility }: CachePeers,
  request: PreparedRequest,
  known: KnownKeys,
  correlationHeader: string | undefined,
): ResponseCache | undefined {
  const use = cache === alone.cache ? undefined : cacheUseOf(request, correlationHeader);
  if (use === undefined) return undefined;
  const key = keyOf(request, utility);
  return {
    async find(maxBytes, nowMs) {
      if (!use.mayFind) return undefined;
      // A cache that fails costs time, never the answer.
      const entry = await cache.get<KeptResponse>({ key }).catch(() => undefined);
      if (entry === undefined) return undefined;
      known.note(key);
      const { value, storedAtMs } = entry;
      const ageMs = ageMsOf(value.headers) + Math.max(0, nowMs - storedAtMs);
      if (value.bytes > maxBytes || ageMs > use.maxAgeMs) return undefined;
      return { ...value, headers: { ...value.headers, age: String(Math.floor(ageMs / 1_000)) } };
    },
    keep(response) {
      const ttlMs = freshForMs(response.status, response.headers);
      if (ttlMs === 0) return undefined;
      known.note(key);
      return cache.set({ key, value: response, ttlMs, tags: [`http:${request.route.origin}`] }).catch(() => undefined);
    },
  };
}

/**
 * Forgets what is kept of a URL that a request may have changed (RFC 9111, 4.4). Only what this gateway knows to be kept: most
 * such requests go to URLs that nobody reads, and asking the cache about each would make all of them wait for its farthest tier.
 */
export function forgetKept(
  { cache, utility }: CachePeers,
  request: PreparedRequest,
  known: KnownKeys,
): Promise<unknown> | undefined {
  if (known.isEmpty || cache === alone.cache || SAFE.has(request.method)) return undefined;
  const key = keyOf(request, utility);
  return known.forget(key) ? cache.delete({ key }).catch(() => undefined) : undefined;
}

/** Methods that change nothing (RFC 9110, 9.2.1). */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Hashed, because a query may hold a secret and the keys of a cache can be listed. */
function keyOf({ route, href }: PreparedRequest, utility: CachePeers['utility']): string {
  return `http:${utility.hash({ value: `${routeKeyOf(route)} ${href}` })}`;
}
