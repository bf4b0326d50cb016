import type { RouteContext } from '@hearthgate/contracts';
import { readDirective } from '../alexa/directive.ts';
import { httpAnswer } from '../http/http-answer.ts';
import { readHttpEvent } from '../http/http-event.ts';
import type { RouteTable } from '../route-table.ts';
import type { Incoming } from './incoming.ts';
import type { Problem } from './problem.ts';

/** What became of an event: a handler's answer, or the reason why there is none. */
export type Dispatched = { readonly answer: unknown } | { readonly problem: Problem };

/** Takes an event to its handler. What the handler throws is passed on. */
export async function dispatch(incoming: Incoming, routes: RouteTable, context: RouteContext): Promise<Dispatched> {
  const { kind, event } = incoming;
  if (kind === 'unknown') return { problem: unknownEvent(incoming) };
  if (kind === 'http') return dispatchHttp(event, routes, context);
  if (kind === 'alexa-smart-home') {
    const { namespace, name, payloadVersion } = readDirective(event);
    if (namespace === undefined || name === undefined || payloadVersion !== '3') {
      const message = 'A directive has a header with namespace, name and payloadVersion "3".';
      return { problem: { code: 'LAMBDA_REQUEST_REFUSED', message, cause: message } };
    }
  }
  const handler = routes.find(kind);
  if (handler !== undefined) return { answer: await handler(event, context) };
  const message = `No handler is installed for events of kind ${kind}.`;
  return { problem: { code: 'LAMBDA_NO_ROUTE', message, cause: `${message} Register a route for it.` } };
}

async function dispatchHttp(event: unknown, routes: RouteTable, context: RouteContext): Promise<Dispatched> {
  const request = readHttpEvent(event);
  const { method, path } = request;
  const match = routes.findHttp(method, path);
  if (match.found === 'nothing')
    return { problem: { code: 'LAMBDA_NO_ROUTE', message: 'There is nothing at this path.' } };
  if (match.found === 'other-methods') {
    const { allow } = match;
    if (method === 'OPTIONS') return { answer: httpAnswer({ status: 204, headers: { allow } }) };
    return { problem: { code: 'LAMBDA_NO_ROUTE', message: `This path takes ${allow}.`, allow } };
  }
  return { answer: httpAnswer(await match.handler(request, context)) };
}

function unknownEvent({ shape }: Incoming): Problem {
  const understood = {
    'smart-home': 'Smart Home directives (version 3) and custom-skill requests',
    skill: 'custom-skill requests',
    http: 'HTTP events of API Gateway (payload 2.0) and Function URLs',
    plain:
      'Smart Home directives (version 3), custom-skill requests, HTTP events of API Gateway (payload 2.0) and Function ' +
      'URLs, and { "hearthgate": "diagnostics" }',
  };
  const message = `This event is of no kind that is understood here. Understood are ${understood[shape]}.`;
  return { code: 'LAMBDA_UNKNOWN_EVENT', message, cause: 'The event is of no kind that is understood.' };
}
