import type {
  EventBridgeEvent,
  EventBridgeRoute,
  EventRoute,
  HttpRoute,
  RegisterRouteParams,
  SnsRoute,
  SqsRoute,
} from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { hasNames, type PathPattern, parsePattern } from './path-pattern.ts';
import { checkRoute, methods } from './route-check.ts';

/** What the table knows of a method and path. `allow` lists the methods that the path has. */
export type HttpMatch =
  | { readonly found: 'route'; readonly route: HttpRoute; readonly params: Readonly<Record<string, string>> }
  | { readonly found: 'other-methods'; readonly allow: string }
  | { readonly found: 'nothing' };

type Methods = Map<string, HttpRoute>;
type OtherRoute = Exclude<RegisterRouteParams, HttpRoute>;

/** Who handles what. */
export class RouteTable {
  readonly #events = new Map<string, OtherRoute>();
  readonly #paths = new Map<string, Methods>();
  readonly #patterns = new Map<string, { readonly pattern: PathPattern; readonly methods: Methods }>();

  /** @throws GatewayError `LAMBDA_INVALID_ROUTE`, `LAMBDA_ROUTE_EXISTS` */
  register(route: RegisterRouteParams): void {
    checkRoute(route);
    const label = routeLabel(route);
    if (route.kind !== 'http') {
      if (this.#events.has(label)) throw taken(label);
      this.#events.set(label, route);
      return;
    }
    if (this.#isTaken(route)) throw taken(label);
    this.#methodsAt(route.path).set(route.method, route);
  }

  /** The route of a kind that has one at most. */
  find(kind: EventRoute['kind']): EventRoute | undefined {
    return this.#events.get(kind) as EventRoute | undefined;
  }

  findSqs(queue: string): SqsRoute | undefined {
    return (this.#events.get(`sqs ${queue}`) ?? this.#events.get('sqs')) as SqsRoute | undefined;
  }

  findSns(topic: string): SnsRoute | undefined {
    return (this.#events.get(`sns ${topic}`) ?? this.#events.get('sns')) as SnsRoute | undefined;
  }

  /** The route that names most of what an event is. */
  findEventBridge({ source, detailType }: EventBridgeEvent): EventBridgeRoute | undefined {
    const labels = [
      eventBridgeLabel(source, detailType),
      eventBridgeLabel(source, undefined),
      eventBridgeLabel(undefined, detailType),
      eventBridgeLabel(undefined, undefined),
    ];
    const found = labels.map((label) => this.#events.get(label)).find((route) => route !== undefined);
    return found as EventBridgeRoute | undefined;
  }

  /** The route of a request; HEAD is answered by GET where it has none of its own. A path without names comes first. */
  findHttp(method: string, path: string): HttpMatch {
    const exact = this.#paths.get(path);
    const route = exact === undefined ? undefined : routeFor(method, exact);
    if (route !== undefined) return { found: 'route', route, params: {} };
    const candidates = exact === undefined ? [] : [exact];
    for (const { pattern, methods: handlers } of this.#patterns.values()) {
      const params = pattern.match(path);
      if (params === undefined) continue;
      const matching = routeFor(method, handlers);
      if (matching !== undefined) return { found: 'route', route: matching, params };
      candidates.push(handlers);
    }
    if (candidates.length === 0) return { found: 'nothing' };
    const all = new Set(candidates.flatMap((handlers) => [...handlers.keys()]));
    const allowed = new Set([...all, ...(all.has('GET') ? ['HEAD'] : []), 'OPTIONS']);
    return { found: 'other-methods', allow: methods.filter((one) => allowed.has(one)).join(', ') };
  }

  /** All routes in words: kinds first, then `GET /health` and the like. */
  list(): readonly string[] {
    const tables = [...this.#paths.values(), ...[...this.#patterns.values()].map((one) => one.methods)];
    return [...this.#events.keys(), ...tables.flatMap((table) => [...table.values()].map(routeLabel))];
  }

  #methodsAt(path: string): Methods {
    const isPattern = hasNames(path);
    const known = isPattern ? this.#patterns.get(path)?.methods : this.#paths.get(path);
    if (known !== undefined) return known;
    const handlers: Methods = new Map();
    const pattern = isPattern ? parsePattern(path) : undefined;
    if (pattern === undefined) this.#paths.set(path, handlers);
    else this.#patterns.set(path, { pattern, methods: handlers });
    return handlers;
  }

  /** Whether a path that matches the same, under other names perhaps, has the method. */
  #isTaken({ method, path }: HttpRoute): boolean {
    if (!hasNames(path)) return this.#paths.get(path)?.has(method) === true;
    const key = parsePattern(path)?.key;
    return [...this.#patterns.values()].some((one) => one.pattern.key === key && one.methods.has(method));
  }
}

function routeFor(method: string, handlers: Methods): HttpRoute | undefined {
  return handlers.get(method) ?? (method === 'HEAD' ? handlers.get('GET') : undefined);
}

/** A route in words: its kind and what it is for, or method and path. */
export function routeLabel(route: RegisterRouteParams): string {
  switch (route.kind) {
    case 'http':
      return `${route.method} ${route.path}`;
    case 'sqs':
      return route.queue === undefined ? 'sqs' : `sqs ${route.queue}`;
    case 'sns':
      return route.topic === undefined ? 'sns' : `sns ${route.topic}`;
    case 'event-bridge':
      return eventBridgeLabel(route.source, route.detailType);
    default:
      return route.kind;
  }
}

function eventBridgeLabel(source: string | undefined, detailType: string | undefined): string {
  if (source === undefined && detailType === undefined) return 'event-bridge';
  return `event-bridge ${source ?? '*'}${detailType === undefined ? '' : ` ${detailType}`}`;
}

function taken(route: string): GatewayError {
  return new GatewayError('LAMBDA_ROUTE_EXISTS', `${route} has a handler already; each route has one.`);
}
