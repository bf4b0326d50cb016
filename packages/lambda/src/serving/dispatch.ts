import type { CreateHttpResponseParams, HttpAnswer, HttpBodyStream } from '@hearthgate/contracts';
import { readDirective } from '../alexa/directive.ts';
import { collectBody, isBodyStream } from '../http/body-stream.ts';
import { httpAnswer } from '../http/http-answer.ts';
import { readHttpEvent, readHttpFacts } from '../http/http-event.ts';
import type { RouteTable } from '../routes/route-table.ts';
import { checkAnswer, MAX_ANSWER_BYTES } from './answer-check.ts';
import { dispatchEventBridge, dispatchSns, dispatchSqs } from './dispatch-unattended.ts';
import type { Dispatched, Progress } from './dispatched.ts';
import type { Incoming } from './incoming.ts';
import type { Problem } from './problem.ts';
import { type RouteRun, runRoute } from './run-route.ts';

export interface DispatchOptions {
  readonly routes: RouteTable;
  readonly run: RouteRun;
  readonly progress: Progress;
  /** Whether a body may be sent in parts. */
  readonly canStream: boolean;
}

/** Takes an event to its handler. What the handler throws is passed on. */
export function dispatch(incoming: Incoming, options: DispatchOptions): Dispatched | Promise<Dispatched> {
  const { kind, event, directive } = incoming;
  const { routes, run, progress } = options;
  switch (kind) {
    case 'unknown':
      return { problem: unknownEvent(incoming) };
    case 'http':
      return dispatchHttp(incoming, options);
    case 'sqs':
      return dispatchSqs(event, routes, run, progress);
    case 'sns':
      return dispatchSns(event, routes, run);
    case 'event-bridge':
      return dispatchEventBridge(event, routes, run);
  }
  if (kind === 'alexa-smart-home') {
    const { namespace, name, payloadVersion } = directive ?? readDirective(event);
    if (namespace === undefined || name === undefined || payloadVersion !== '3') {
      const message = 'A directive has a header with namespace, name and payloadVersion "3".';
      return { problem: { code: 'LAMBDA_REQUEST_REFUSED', message, cause: message } };
    }
  }
  const route = routes.find(kind);
  if (route !== undefined) {
    // What cannot be sent is no answer to keep: the next attempt may do better.
    const isKept = (answer: unknown) => 'answer' in checkAnswer(incoming, answer);
    return runRoute(route, route.idempotency, event, () => route.handler(event, run.context), run, isKept);
  }
  const message = `No handler is installed for events of kind ${kind}.`;
  return { problem: { code: 'LAMBDA_NO_ROUTE', message, cause: `${message} Register a route for it.` } };
}

async function dispatchHttp(incoming: Incoming, { routes, run, canStream }: DispatchOptions): Promise<Dispatched> {
  const { event } = incoming;
  const facts = incoming.http ?? readHttpFacts(event);
  const { method, path } = facts;
  const match = routes.findHttp(method, path);
  if (match.found === 'nothing')
    return { problem: { code: 'LAMBDA_NO_ROUTE', message: 'There is nothing at this path.' } };
  if (match.found === 'other-methods') {
    const { allow } = match;
    if (method === 'OPTIONS') return { answer: httpAnswer({ status: 204, headers: { allow } }) };
    return { problem: { code: 'LAMBDA_NO_ROUTE', message: `This path takes ${allow}.`, allow } };
  }
  const { route, params } = match;
  const request = readHttpEvent(event, params, facts);
  let body: HttpBodyStream | undefined;
  const work = async () => {
    const response = await route.handler(request, run.context);
    const inParts = (response as CreateHttpResponseParams | undefined)?.body;
    if (!isBodyStream(inParts)) return httpAnswer(response);
    // An answer that is kept under a key has to be whole, and to HEAD only its headers are sent.
    if (!canStream || route.idempotency !== undefined || method === 'HEAD') {
      return httpAnswer({ ...response, body: await collectBody(inParts, MAX_ANSWER_BYTES) });
    }
    body = inParts;
    return httpAnswer({ ...response, body: undefined });
  };
  // Nor is a failure of the server.
  const isKept = (answer: unknown) =>
    (answer as HttpAnswer).statusCode < 500 && 'answer' in checkAnswer(incoming, answer);
  const outcome = await runRoute(route, route.idempotency, request, work, run, isKept);
  return body === undefined ? outcome : { ...outcome, body };
}

const HTTP_EVENTS = 'HTTP events of API Gateway, Function URLs and load balancers';

function unknownEvent({ shape }: Incoming): Problem {
  const alexa = 'Smart Home directives (version 3) and custom-skill requests';
  const all = `${alexa}, ${HTTP_EVENTS}, SQS, SNS, EventBridge, and { "hearthgate": "diagnostics" }`;
  const understood = shape === 'http' ? HTTP_EVENTS : shape === 'smart-home' ? alexa : all;
  const message = `This event is of no kind that is understood here. Understood are ${understood}.`;
  return { code: 'LAMBDA_UNKNOWN_EVENT', message, cause: 'The event is of no kind that is understood.' };
}
