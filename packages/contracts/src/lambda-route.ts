import type { HttpMethod } from './http-client.ts';
import type { AlexaIdentity } from './security-access.ts';

/** What a route's handler may know of the invocation. */
export interface RouteContext {
  readonly correlationId: string;
  readonly coldStart: boolean;
  /** Milliseconds until Lambda ends the invocation; `Infinity` when unknown. */
  readonly remainingMs: () => number;
  /** Aborts when the handler was answered for, because it took too long. For requests and whatever else can stop. */
  readonly signal: AbortSignal;
  /** Who an Alexa event is from, as the security peer has read it; absent for all other events. */
  readonly identity?: AlexaIdentity | undefined;
  /**
   * Says in one sentence why the answer is not what was asked for. It ends up in the invocation's closing log line,
   * and the invocation counts as failed. Several causes are joined; secrets are redacted.
   */
  readonly noteCause: (cause: string) => void;
}

/** The AWS front door of an HTTP request. */
export type HttpSource = 'api-gateway-v1' | 'api-gateway-v2' | 'function-url' | 'alb';

/** An HTTP request, whichever AWS front door it came through. */
export interface HttpEvent {
  readonly source: HttpSource;
  readonly method: string;
  /** Starts with `/`; without stage and query. */
  readonly path: string;
  /** What stood in the place of `:name` in the route's path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** Names in lower case; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** One value a name; repeated ones as the front door has it: the last, or joined by commas. */
  readonly query: Readonly<Record<string, string>>;
  /** All values of a name. */
  readonly queryValues: Readonly<Record<string, readonly string[]>>;
  readonly cookies: Readonly<Record<string, string>>;
  /** As UTF-8 text, decoded from base64 where needed; empty when there is none. */
  readonly body: string;
  /** The body's bytes. */
  readonly bytes: () => Uint8Array;
}

/** What is sent in parts: to a response stream as it comes, everywhere else when it is complete. */
export type HttpBodyStream = AsyncIterable<string | Uint8Array>;

export interface CreateHttpResponseParams {
  /** 100 to 599. Default 200. */
  readonly status?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Values of `set-cookie`, one each. */
  readonly cookies?: readonly string[] | undefined;
  /** Text is sent as it is, bytes as bytes; anything else as JSON. A route's handler may also answer a stream. */
  readonly body?: unknown;
}

/** An event of EventBridge: of AWS services, of schedules, of your own. */
export interface EventBridgeEvent {
  readonly id: string;
  /** `aws.ec2`, or a name of your own. */
  readonly source: string;
  /** `EC2 Instance State-change Notification`, `Scheduled Event`. */
  readonly detailType: string;
  readonly account: string;
  readonly region: string;
  /** ISO 8601. */
  readonly time: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/** One message of an SQS queue. */
export interface SqsMessage {
  readonly messageId: string;
  /** The queue's name, the last part of its ARN. */
  readonly queue: string;
  readonly body: string;
  /** FIFO queues only. */
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
  /** How often it was received, this time included; 1 when unknown. */
  readonly receiveCount: number;
  /** Text and number attributes by name. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** One notification of an SNS topic. */
export interface SnsMessage {
  readonly messageId: string;
  /** The topic's name, the last part of its ARN. */
  readonly topic: string;
  readonly subject?: string | undefined;
  readonly message: string;
  /** ISO 8601. */
  readonly timestamp: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Kinds of events that a handler can be registered for. */
export const RouteKind = {
  ALEXA_SMART_HOME: 'alexa-smart-home',
  ALEXA_SKILL: 'alexa-skill',
  HTTP: 'http',
  EVENT_BRIDGE: 'event-bridge',
  SQS: 'sqs',
  SNS: 'sns',
  DIAGNOSTICS: 'diagnostics',
} as const;

export type RouteKind = (typeof RouteKind)[keyof typeof RouteKind];

/**
 * What may be left out when the metrics gateway advises to protect the free tier: `optional` routes are refused from
 * `reduce` on, `normal` ones at `stop`, `required` ones never.
 */
export type RouteImportance = 'required' | 'normal' | 'optional';

export interface IdempotencyOptions<Input> {
  /** What makes two events the same; `undefined` for an event that is handled each time. */
  readonly key: (input: Input) => string | undefined;
  /**
   * What has to be the same when the key is, as any JSON value, such as the body. An event with a known key and another
   * payload is refused with `LAMBDA_KEY_REUSED`. Default: not compared.
   */
  readonly payload?: ((input: Input) => unknown) | undefined;
  /** How long an answer is given again, in milliseconds. Default 3,600,000. */
  readonly ttlMs?: number | undefined;
}

interface RouteOptions<Input> {
  /** Runs once per execution environment, before the first event of this route; a failed run is tried again. */
  readonly prepare?: (() => unknown) | undefined;
  /** Default `normal`, and `required` for diagnostics. */
  readonly importance?: RouteImportance | undefined;
  /**
   * Handles events of the same key once: the first answer is given again. One that is still being worked on elsewhere
   * is refused with `LAMBDA_IN_PROGRESS`. What failed may be tried again. Needs a cache peer with an external tier to
   * hold across execution environments.
   */
  readonly idempotency?: IdempotencyOptions<Input> | undefined;
}

export type EventHandler<Event = unknown> = (event: Event, context: RouteContext) => unknown;

export type HttpEventHandler = (
  request: HttpEvent,
  context: RouteContext,
) => CreateHttpResponseParams | Promise<CreateHttpResponseParams>;

export interface EventRoute extends RouteOptions<unknown> {
  readonly kind: 'alexa-smart-home' | 'alexa-skill' | 'diagnostics';
  readonly handler: EventHandler;
}

export interface HttpRoute extends RouteOptions<HttpEvent> {
  readonly kind: 'http';
  readonly method: HttpMethod;
  /** Compared exactly, but for segments that begin with a colon: `/lights/:id`. */
  readonly path: string;
  readonly handler: HttpEventHandler;
}

export interface EventBridgeRoute extends RouteOptions<EventBridgeEvent> {
  readonly kind: 'event-bridge';
  /** Default: any. A route that names more is preferred. */
  readonly source?: string | undefined;
  /** Default: any. */
  readonly detailType?: string | undefined;
  readonly handler: EventHandler<EventBridgeEvent>;
}

export interface SqsRoute extends RouteOptions<SqsMessage> {
  readonly kind: 'sqs';
  /** The queue's name. Default: any. */
  readonly queue?: string | undefined;
  /** Messages that are worked on at the same time. Default 10. */
  readonly concurrency?: number | undefined;
  readonly handler: EventHandler<SqsMessage>;
}

export interface SnsRoute extends RouteOptions<SnsMessage> {
  readonly kind: 'sns';
  /** The topic's name. Default: any. */
  readonly topic?: string | undefined;
  readonly handler: EventHandler<SnsMessage>;
}

export type RegisterRouteParams = EventRoute | HttpRoute | EventBridgeRoute | SqsRoute | SnsRoute;
