import { type HttpMethod, type RegisterRouteParams, RouteKind } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { isRecord } from '../member.ts';
import { parsePattern } from './path-pattern.ts';

const kinds: readonly string[] = Object.values(RouteKind);
const importances: readonly unknown[] = ['required', 'normal', 'optional', undefined];
export const methods: readonly HttpMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** @throws GatewayError `LAMBDA_INVALID_ROUTE` that says what is wrong. */
export function checkRoute(route: RegisterRouteParams): void {
  if (!kinds.includes(route.kind)) throw invalid(`kind is one of ${kinds.join(', ')}.`);
  const { kind, handler, prepare, importance, idempotency } = route;
  if (typeof handler !== 'function') throw invalid(`The route for ${kind} needs a handler, a function.`);
  if (prepare !== undefined && typeof prepare !== 'function') throw invalid('prepare is a function.');
  if (!importances.includes(importance)) throw invalid('importance is required, normal or optional.');
  if (idempotency !== undefined) checkIdempotency(idempotency);
  if (route.kind === 'http') checkHttp(route.method, route.path);
  if (route.kind === 'sqs') {
    const { concurrency = 1 } = route;
    if (!Number.isInteger(concurrency) || concurrency < 1) throw invalid('concurrency is a whole number from 1.');
    checkFilter('queue', route.queue);
  }
  if (route.kind === 'sns') checkFilter('topic', route.topic);
  if (route.kind === 'event-bridge') {
    checkFilter('source', route.source);
    checkFilter('detailType', route.detailType);
  }
}

function checkIdempotency(idempotency: unknown): void {
  if (!isRecord(idempotency) || typeof idempotency.key !== 'function') {
    throw invalid('idempotency needs key, a function that makes a text of an event.');
  }
  const { payload, ttlMs } = idempotency;
  if (payload !== undefined && typeof payload !== 'function') throw invalid('payload of idempotency is a function.');
  if (ttlMs === undefined || (typeof ttlMs === 'number' && Number.isFinite(ttlMs) && ttlMs > 0)) return;
  throw invalid('ttlMs of idempotency is a positive number of milliseconds.');
}

function checkHttp(method: HttpMethod, path: string): void {
  if (!methods.includes(method)) throw invalid(`method is one of ${methods.join(', ')}.`);
  if (typeof path !== 'string' || !/^\/[^?#]*$/.test(path)) {
    throw invalid('path starts with / and has neither query nor fragment.');
  }
  if (parsePattern(path) === undefined) throw invalid('path has each :name once, and a name is made of letters.');
}

function checkFilter(name: string, value: unknown): void {
  if (value !== undefined && (typeof value !== 'string' || value === '')) throw invalid(`${name} is a text.`);
}

export function invalid(message: string): GatewayError {
  return new GatewayError('LAMBDA_INVALID_ROUTE', message);
}
