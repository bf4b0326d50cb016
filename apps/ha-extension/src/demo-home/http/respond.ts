import type { HomeState } from '../home-state.ts';
import type { Quirks } from '../smart-home/quirks.ts';
import { failureReply, type HttpReply, plainReply } from './http-reply.ts';
import { LOGIN_ROUTES } from './login-routes.ts';
import { ROUTES } from './routes.ts';

/** A request that has arrived whole. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** What answers depend on besides the request. */
export interface Respondent {
  readonly home: HomeState;
  readonly quirks: Quirks;
  readonly acceptsToken: (token: string) => boolean;
}

/** Answers a request. As in Home Assistant, unknown addresses and methods are told before the token is looked at. */
export function respond({ home, quirks, acceptsToken }: Respondent, request: HttpRequest): HttpReply {
  const path = pathOf(request.target);
  const routes = [...ROUTES, ...LOGIN_ROUTES].flatMap((route) => {
    const match = path === undefined ? null : route.path.exec(path);
    return match === null ? [] : [{ route, parts: match.slice(1) }];
  });
  if (routes.length === 0) return plainReply(404);
  const found = routes.find(({ route }) => route.method === request.method);
  if (found === undefined) return plainReply(405, { allow: routes.map(({ route }) => route.method).join(',') });
  const token = /^Bearer (.+)$/.exec(request.authorization ?? '')?.[1];
  const isLetIn = found.route.isOpen === true || (token !== undefined && acceptsToken(token));
  if (!isLetIn) return plainReply(401);
  try {
    return found.route.view({ home, quirks, parts: found.parts, body: request.body });
  } catch {
    return failureReply();
  }
}

/** The decoded path, or `undefined` when its escapes are broken. */
function pathOf(target: string): string | undefined {
  try {
    return decodeURIComponent(target.split('?')[0] ?? '');
  } catch {
    return undefined;
  }
}
