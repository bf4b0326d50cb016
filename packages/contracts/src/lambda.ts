import type { AlexaResponse, CreateAlexaResponseParams } from './alexa.ts';
import type { BreakerInfo } from './circuit-breaker.ts';
import type { MemoryStatus, StartupReport } from './initialization.ts';
import type { CreateHttpResponseParams, RegisterRouteParams } from './lambda-route.ts';
import type { CostProtection } from './metrics.ts';
import type { Gateway, OperationNames } from './operation.ts';
import type { GatewayStatus, HealthReport, HealthState } from './status.ts';

export * from './lambda-route.ts';

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

/** What HTTP front doors take as an answer. Which members are there depends on the door. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
  /** API Gateway (payload 2.0) and Function URLs. */
  readonly cookies?: readonly string[] | undefined;
  /** API Gateway (payload 1.0) with cookies, and load balancers that send several values a header. */
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Load balancers: `200 OK`. */
  readonly statusDescription?: string | undefined;
}

/** What SQS takes as an answer: the messages that come again. Its trigger has to have `ReportBatchItemFailures` on. */
export interface SqsBatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** The response stream of Lambda's runtime, as `awslambda.streamifyResponse` hands it over. */
export interface ResponseStream {
  write(chunk: string | Uint8Array): unknown;
  end(): unknown;
  /** Where it is there, back-pressure is obeyed. */
  once?(event: 'drain' | 'close' | 'error', listener: () => void): unknown;
  setContentType?(type: string): void;
}

export interface StreamParams extends EventParams {
  readonly stream: ResponseStream;
}

/** A breaker, as far as the health report tells of it. */
export type BreakerSummary = Pick<BreakerInfo, 'name' | 'state'>;

/** What one number is made of: points that were taken off, and why. */
export interface HealthDeduction {
  readonly points: number;
  readonly reason: string;
}

/** How the whole function is doing. */
export interface FunctionHealthReport extends HealthReport {
  /** 100 less all deductions, never below 0. */
  readonly score: number;
  readonly deductions: readonly HealthDeduction[];
  readonly memory: MemoryStatus;
  /** 0 to 1; absent before the first lookup, or without a cache. */
  readonly cacheHitRate?: number | undefined;
  /** Cells of the matrix that were used since start, and how many there are. */
  readonly utilization: { readonly observed: number; readonly declared: number };
  /** Of the last 50 invocations, 0 to 1. */
  readonly errorRate: number;
  /** Milliseconds over the last 200 invocations; absent before the first. */
  readonly averageMs?: number | undefined;
  readonly p95Ms?: number | undefined;
  readonly breakers: readonly BreakerSummary[];
  /** States of the gateways that are known, by name. */
  readonly gateways: Readonly<Record<string, HealthState>>;
  readonly protection: CostProtection;
  /** The last start-up; absent before the first. */
  readonly startup?: StartupReport | undefined;
}

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
  /**
   * One invocation, of any kind: waits for start-up, routes, answers, logs and publishes metrics. Events that nobody waits
   * for (SQS, SNS, EventBridge) have no error answer: one that was not handled throws `LAMBDA_EVENT_FAILED`, so that
   * Lambda delivers it again. Of an SQS batch only what failed comes again.
   */
  eventHandler(params: EventParams): Promise<unknown>;
  /** An Alexa message: smart home or custom skill. Anything else is answered with an Alexa error. */
  alexaHandler(params: EventParams): Promise<unknown>;
  /** An HTTP event. Unknown paths are answered 404, unknown methods 405. */
  gatewayHandler(params: EventParams): Promise<HttpAnswer>;
  /**
   * One invocation of a function with response streaming. An HTTP answer is sent as status, headers and body, which a
   * handler may answer in parts; any other answer as JSON. Throws `LAMBDA_STREAM_BROKEN` when the body failed after its
   * beginning was sent, and what `eventHandler` throws.
   */
  streamHandler(params: StreamParams): Promise<void>;
  /** A valid Alexa message. Throws `LAMBDA_INVALID_RESPONSE`. */
  createAlexaResponse(params: CreateAlexaResponseParams): AlexaResponse;
  /** An answer for API Gateway (payload 2.0) and Function URLs. Throws `LAMBDA_INVALID_RESPONSE`. */
  createHttpResponse(params?: CreateHttpResponseParams): HttpAnswer;
  /** How the whole function is doing: a score with its reasons, and all that it is made of. */
  healthCheck(): Promise<FunctionHealthReport>;
  /** State, routes, and counts of invocations. */
  getStatus(): LambdaStatus;
}

/** Names of the lambda operations. */
export const LambdaOperation: OperationNames<LambdaOperations> = {
  REGISTER_ROUTE: 'registerRoute',
  EVENT_HANDLER: 'eventHandler',
  ALEXA_HANDLER: 'alexaHandler',
  GATEWAY_HANDLER: 'gatewayHandler',
  STREAM_HANDLER: 'streamHandler',
  CREATE_ALEXA_RESPONSE: 'createAlexaResponse',
  CREATE_HTTP_RESPONSE: 'createHttpResponse',
  HEALTH_CHECK: 'healthCheck',
  GET_STATUS: 'getStatus',
};

export interface LambdaGateway extends Gateway<LambdaOperations> {}
