/**
 * The types that turn an interface of functions into typed calls. An operation takes at most one
 * parameter object, so names, parameters and results all follow from the interface alone.
 */

/** `getOrSet` becomes `GET_OR_SET`. */
export type UpperSnake<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? Head extends Lowercase<Head>
    ? `${Uppercase<Head>}${UpperSnake<Tail>}`
    : `_${Head}${UpperSnake<Tail>}`
  : '';

/** The const object of an operations interface: exactly one UPPER_SNAKE key for each function, and no other. */
export type OperationNames<Operations> = {
  readonly [Name in keyof Operations & string as UpperSnake<Name>]: Name;
};

/** The names of an operations interface. */
export type OperationName<Operations> = keyof Operations & string;

/** What a call of the operation takes: nothing, one object, or an optional object. */
export type OperationArguments<Operations, Name extends keyof Operations> = Operations[Name] extends (
  ...args: infer Arguments
) => unknown
  ? Arguments
  : never;

/** What the operation answers, a promise included when it is asynchronous. */
export type OperationResult<Operations, Name extends keyof Operations> = Operations[Name] extends (
  ...args: never
) => infer Result
  ? Result
  : never;

/** The standard response of an operation; a promise of it only when the operation itself is asynchronous. */
export type OperationResponse<Operations, Name extends keyof Operations> =
  OperationResult<Operations, Name> extends Promise<infer Data>
    ? Promise<StandardResponse<Data>>
    : StandardResponse<OperationResult<Operations, Name>>;

/** What every standard response carries, whether the operation succeeded or not. */
export interface ResponseMetadata {
  /** The identifier that log lines and metrics of the same invocation carry. */
  readonly correlationId: string;
  /** Wall time of the operation in milliseconds, fractions included. */
  readonly durationMs: number;
  /** Whether a cache answered; absent when no cache was asked. */
  readonly cacheHit?: boolean | undefined;
}

/** An operation that succeeded. */
export interface SuccessResponse<Data> extends ResponseMetadata {
  readonly success: true;
  readonly data: Data;
}

/** What a caller may know of a failure. Causes stay in the log. */
export interface ResponseError {
  /** A code of the error table, or a third party's own. */
  readonly code: string;
  /** What was wrong and what to do about it; secrets are redacted. */
  readonly message: string;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
}

/** An operation that failed. */
export interface FailureResponse extends ResponseMetadata {
  readonly success: false;
  readonly error: ResponseError;
}

/** The answer of `execute`, which never throws. */
export type StandardResponse<Data> = SuccessResponse<Data> | FailureResponse;

/** A gateway's generic operation: `execute` taken by itself. */
export type GenericOperation<Operations> = <Name extends OperationName<Operations>>(
  operation: Name,
  ...params: OperationArguments<Operations, Name>
) => OperationResponse<Operations, Name>;

/**
 * A gateway: one pipeline with two faces. `execute` answers the standard response and never throws;
 * `operations` answers the bare value or throws a `GatewayError`. The member `operations` also keeps
 * the types sound: a gateway with fewer operations is refused where one with more is asked for.
 */
export interface Gateway<Operations> {
  readonly name: string;
  readonly operations: Operations;
  readonly execute: GenericOperation<Operations>;
}
