import type { AlexaResponse, CreateAlexaResponseParams } from './alexa.ts';
import type { HttpMethod } from './http-client.ts';
import type { Gateway, OperationNames } from './operation.ts';
import type { GatewayStatus, HealthReport } from './status.ts';

/** The part of Lambda's context object that is used. Each member may be missing, as in a test. */
export interface LambdaContext {
  readonly awsRequestId?: string | undefined;
  readonly functionName?: string | undefined;
  readonly functionVersion?: string | undefined;
  readonly memoryLimitInMB?: string | number | undefined;
  readonly getRemainingTimeInMillis?: (() => number) | undefined;
}

export interface EventParams {
  /** What Lambda delivered: any JSON value. */
  readonly event: unknown;
  readonly context?: LambdaContext | undefined;
}

/** What a route's handler may know of the invocation. */
export interface RouteContext {
  readonly correlationId: string;
  readonly coldStart: boolean;
  /** Milliseconds until Lambda ends the invocation; `Infinity` when unknown. */
  readonly remainingMs: () => number;
  /**
   * Says in one sentence why the answer is not what was asked for. It ends up in the invocation's closing log line,
   * and the invocation counts as failed. Several causes are joined; secrets are redacted.
   */
  readonly noteCause: (cause: string) => void;
}

/** An HTTP request, whichever AWS front door it came through. */
export interface HttpEvent {
  readonly method: string;
  /** Starts with `/`; without stage and query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Decoded from base64 where needed; empty when there is none. */
  readonly body: string;
}

export interface CreateHttpResponseParams {
  /** 100 to 599. Default 200. */
  readonly status?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Text is sent as it is; anything else as JSON. */
  readonly body?: unknown;
}

/** What API Gateway (payload 2.0) and Function URLs take as an answer. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

export type EventHandler = (event: unknown, context: RouteContext) => unknown;

export type HttpEventHandler = (
  request: HttpEvent,
  context: RouteContext,
) => CreateHttpResponseParams | Promise<CreateHttpResponseParams>;

/** Kinds of events that a handler can be registered for. */
export const RouteKind = {
  ALEXA_SMART_HOME: 'alexa-smart-home',
  ALEXA_SKILL: 'alexa-skill',
  HTTP: 'http',
  DIAGNOSTICS: 'diagnostics',
} as const;

export type RouteKind = (typeof RouteKind)[keyof typeof RouteKind];

export interface EventRoute {
  readonly kind: Exclude<RouteKind, 'http'>;
  readonly handler: EventHandler;
}

export interface HttpRoute {
  readonly kind: 'http';
  readonly method: HttpMethod;
  /** Compared exactly. */
  readonly path: string;
  readonly handler: HttpEventHandler;
}

export type RegisterRouteParams = EventRoute | HttpRoute;

export interface LambdaStatus extends GatewayStatus {
  readonly routes: readonly string[];
  readonly invocations: number;
  readonly failures: number;
  /** Whether the next invocation is the first of this environment. */
  readonly cold: boolean;
}

/** Takes whatever Lambda delivers to the handler that is meant, and always answers. */
export interface LambdaOperations {
  /** Adds a handler. Throws `LAMBDA_ROUTE_EXISTS`, `LAMBDA_INVALID_ROUTE`. */
  registerRoute(params: RegisterRouteParams): void;
  /** One invocation, of any kind: waits for start-up, routes, answers, logs and publishes metrics. */
  eventHandler(params: EventParams): Promise<unknown>;
  /** An Alexa message: smart home or custom skill. Anything else is answered with an Alexa error. */
  alexaHandler(params: EventParams): Promise<unknown>;
  /** An HTTP event. Unknown paths are answered 404, unknown methods 405. */
  gatewayHandler(params: EventParams): Promise<HttpAnswer>;
  /** A valid Alexa message. Throws `LAMBDA_INVALID_RESPONSE`. */
  createAlexaResponse(params: CreateAlexaResponseParams): AlexaResponse;
  /** An answer for API Gateway (payload 2.0) and Function URLs. Throws `LAMBDA_INVALID_RESPONSE`. */
  createHttpResponse(params?: CreateHttpResponseParams): HttpAnswer;
  /** Start-up, memory, routes and the rate of failures, as checks. */
  healthCheck(): Promise<HealthReport>;
  /** State, routes, and counts of invocations. */
  getStatus(): LambdaStatus;
}

/** Names of the lambda operations. */
export const LambdaOperation: OperationNames<LambdaOperations> = {
  REGISTER_ROUTE: 'registerRoute',
  EVENT_HANDLER: 'eventHandler',
  ALEXA_HANDLER: 'alexaHandler',
  GATEWAY_HANDLER: 'gatewayHandler',
  CREATE_ALEXA_RESPONSE: 'createAlexaResponse',
  CREATE_HTTP_RESPONSE: 'createHttpResponse',
  HEALTH_CHECK: 'healthCheck',
  GET_STATUS: 'getStatus',
};

export interface LambdaGateway extends Gateway<LambdaOperations> {}
