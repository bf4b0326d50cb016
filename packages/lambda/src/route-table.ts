import {
  type EventHandler,
  type HttpEventHandler,
  type HttpMethod,
  type RegisterRouteParams,
  RouteKind,
} from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';

const kinds: readonly string[] = Object.values(RouteKind);
const methods: readonly HttpMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** What the table knows of a method and path. `allow` lists the methods that the path has. */
export type HttpMatch =
  | { readonly found: 'handler'; readonly handler: HttpEventHandler }
  | { readonly found: 'other-methods'; readonly allow: string }
  | { readonly found: 'nothing' };

/** Who handles what. */
export class RouteTable {
  readonly #events = new Map<string, EventHandler>();
  readonly #paths = new Map<string, Map<string, HttpEventHandler>>();

  /** @throws GatewayError `LAMBDA_INVALID_ROUTE`, `LAMBDA_ROUTE_EXISTS` */
  register(route: RegisterRouteParams): void {
    if (!kinds.includes(route.kind)) throw invalid(`kind is one of ${kinds.join(', ')}.`);
    if (typeof route.handler !== 'function') throw invalid(`The route for ${route.kind} needs a handler, a function.`);
    if (route.kind !== 'http') {
      if (this.#events.has(route.kind)) throw taken(route.kind);
      this.#events.set(route.kind, route.handler);
      return;
    }
    const { method, path, handler } = route;
    if (!methods.includes(method)) throw invalid(`method is one of ${methods.join(', ')}.`);
    if (typeof path !== 'string' || !/^\/[^?#]*$/.test(path)) {
      throw invalid('path starts with / and has neither query nor fragment.');
    }
    const handlers = this.#paths.get(path) ?? new Map<string, HttpEventHandler>();
    if (handlers.has(method)) throw taken(`${method} ${path}`);
    this.#paths.set(path, handlers.set(method, handler));
  }

  find(kind: string): EventHandler | undefined {
    return this.#events.get(kind);
  }

  /** The handler of a request; HEAD is answered by GET where it has none of its own. */
  findHttp(method: string, path: string): HttpMatch {
    const handlers = this.#paths.get(path);
    if (handlers === undefined) return { found: 'nothing' };
    const handler = handlers.get(method) ?? (method === 'HEAD' ? handlers.get('GET') : undefined);
    if (handler !== undefined) return { found: 'handler', handler };
    const allowed = new Set([...handlers.keys(), ...(handlers.has('GET') ? ['HEAD'] : []), 'OPTIONS']);
    return { found: 'other-methods', allow: methods.filter((one) => allowed.has(one)).join(', ') };
  }

  /** All routes in words: kinds first, then `GET /health` and the like. */
  list(): readonly string[] {
    const http = [...this.#paths].flatMap(([path, handlers]) => [...handlers.keys()].map((one) => `${one} ${path}`));
    return [...this.#events.keys(), ...http];
  }
}

function invalid(message: string): GatewayError {
  return new GatewayError('LAMBDA_INVALID_ROUTE', message);
}

function taken(route: string): GatewayError {
  return new GatewayError('LAMBDA_ROUTE_EXISTS', `${route} has a handler already; each route has one.`);
}
