import type { Gateway, OperationNames, ResponseError } from './operation.ts';
import type { GatewayStatus } from './status.ts';

export interface TimestampParams {
  /** `iso` is UTC with `Z` and milliseconds. Default `iso`. */
  readonly format?: 'iso' | 'epoch-ms' | undefined;
}

export interface FormatDurationParams {
  readonly durationMs: number;
}

export interface CreateSuccessParams<Data> {
  readonly data: Data;
  readonly correlationId?: string | undefined;
}

export interface CreateErrorParams {
  readonly code: string;
  readonly message: string;
  readonly retryable?: boolean | undefined;
  readonly correlationId?: string | undefined;
}

export interface SuccessBody<Data> {
  readonly success: true;
  readonly data: Data;
  readonly correlationId: string;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
}

export interface ErrorBody {
  readonly success: false;
  readonly error: ResponseError;
  readonly correlationId: string;
  readonly timestamp: string;
}

export interface HashParams {
  /** Text, or any JSON value, which is hashed by its canonical form (sorted keys). */
  readonly value: unknown;
}

export interface ParseJsonParams {
  readonly text: string;
  /** Longest text that is parsed, in characters. Default 6,291,456. */
  readonly maxLength?: number | undefined;
}

export interface UtilityStatus extends GatewayStatus {
  readonly generatedIds: number;
}

/** Small things that everything needs: identifiers, times, bodies of answers. */
export interface UtilityOperations {
  /** A UUID (version 4): 36 characters of lower-case hex and hyphens. */
  generateCorrelationId(): string;
  /** The time now. */
  getTimestamp(params?: TimestampParams): string;
  /** `950 us`, `12.3 ms`, `4.21 s`, `3 min 20 s`. */
  formatDuration(params: FormatDurationParams): string;
  /** The body of an answer that went well. */
  createSuccessResponse<Data>(params: CreateSuccessParams<Data>): SuccessBody<Data>;
  /** The body of an answer that did not; the message is redacted. */
  createErrorResponse(params: CreateErrorParams): ErrorBody;
  /** SHA-256 in lower-case hex. */
  hash(params: HashParams): string;
  /** The value of a JSON text without `__proto__` keys. Throws `UTILITY_INVALID_JSON`, saying where. */
  parseJson(params: ParseJsonParams): unknown;
  /** State, and how many identifiers were made. */
  getStatus(): UtilityStatus;
}

/** Names of the utility operations. */
export const UtilityOperation: OperationNames<UtilityOperations> = {
  GENERATE_CORRELATION_ID: 'generateCorrelationId',
  GET_TIMESTAMP: 'getTimestamp',
  FORMAT_DURATION: 'formatDuration',
  CREATE_SUCCESS_RESPONSE: 'createSuccessResponse',
  CREATE_ERROR_RESPONSE: 'createErrorResponse',
  HASH: 'hash',
  PARSE_JSON: 'parseJson',
  GET_STATUS: 'getStatus',
};

export interface UtilityGateway extends Gateway<UtilityOperations> {}
