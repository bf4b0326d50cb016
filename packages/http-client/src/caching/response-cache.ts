import { routeKeyOf } from '../connect/route.ts';
import { alone, type HttpPorts } from '../ports.ts';
import type { PreparedRequest } from '../request/prepared-request.ts';
import type { Headers } from '../request/request-headers.ts';
import { freshForMs, mayAskCache } from './cache-policy.ts';

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
  /** The kept answer, if there is one that this request may have. */
  find(maxBytes: number): Promise<KeptResponse | undefined>;
  /** Keeps an answer for as long as its headers allow. */
  keep(response: KeptResponse): Promise<void>;
}

/** The cache for a request, or `undefined` when there is none or the request must not be answered from one. */
export function responseCacheFor(
  { cache, utility }: Pick<HttpPorts, 'cache' | 'utility'>,
  request: PreparedRequest,
): ResponseCache | undefined {
  if (cache === alone.cache || !mayAskCache(request)) return undefined;
  // Hashed, because a query may hold a secret and the keys of a cache can be listed.
  const key = `http:${utility.hash({ value: `${routeKeyOf(request.route)} ${request.href}` })}`;
  return {
    async find(maxBytes) {
      // A cache that fails costs time, never the answer.
      const entry = await cache.get<KeptResponse>({ key }).catch(() => undefined);
      return entry === undefined || entry.value.bytes > maxBytes ? undefined : entry.value;
    },
    async keep(response) {
      const ttlMs = freshForMs(response.status, response.headers);
      if (ttlMs === 0) return;
      await cache.set({ key, value: response, ttlMs, tags: [`http:${request.route.origin}`] }).catch(() => undefined);
    },
  };
}
