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

export interface ValidateStringParams {
  readonly value: unknown;
  /** What the message calls it. Default `value`. */
  readonly name?: string | undefined;
  /** UTF-16 units, after trimming. Default 1. */
  readonly minLength?: number | undefined;
  /** UTF-16 units, before and after trimming. Default 1,000. */
  readonly maxLength?: number | undefined;
  /** Whether blanks at both ends are taken off. Default true. */
  readonly trim?: boolean | undefined;
  /** Whether line breaks and tabs may be in it; other control characters never may. Default false. */
  readonly multiline?: boolean | undefined;
  /** What it must match as a whole or in part, as the pattern says. */
  readonly pattern?: RegExp | undefined;
  /** What it must be one of. */
  readonly oneOf?: readonly string[] | undefined;
}

export interface UtilitySanitizeParams {
  readonly data: unknown;
}

/** What JSON can hold. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [member: string]: JsonValue };

/** Where the text that a template makes will stand, which says what has to be escaped in the values. */
export type TemplateEscape = 'html' | 'xml' | 'json' | 'url' | 'none';

export interface RenderTemplateParams {
  /**
   * Text with `{{name}}`, `{{a.b}}`, sections `{{#list}}..{{.}}..{{/list}}`, inverted sections `{{^list}}..{{/list}}`
   * and comments `{{! .. }}`. `{{{name}}}` and `{{&name}}` are not escaped.
   */
  readonly template: string;
  /** Plain data. Functions are never called, getters and inherited members never read. */
  readonly values: Readonly<Record<string, unknown>>;
  /**
   * `html` and `xml` (SSML) escape `& < > " '`, `xml` also leaves out what XML cannot hold; `json` makes the inside of a
   * JSON text, `url` percent-encodes. Default `html`.
   */
  readonly escapeFor?: TemplateEscape | undefined;
  /** What happens when a value is missing: `error` or `empty`. Sections treat it as false. Default `error`. */
  readonly missing?: 'error' | 'empty' | undefined;
  /** Longest text that is made, in characters. Default 1,048,576. */
  readonly maxLength?: number | undefined;
  /** How long the cache keeps what was rendered, for templates that are dear. Default: not at all. */
  readonly ttlMs?: number | undefined;
}

export interface UtilityStatus extends GatewayStatus {
  readonly generatedIds: number;
  /** Texts, JSON and templates that were refused. */
  readonly refused: number;
}

/** Small things that everything needs: identifiers, times, bodies of answers. */
export interface UtilityOperations {
  /** A UUID (version 4): 36 characters of lower-case hex and hyphens. */
  generateCorrelationId(): string;
  /** The time now. */
  getTimestamp(params?: TimestampParams): string;
  /** `950 us`, `12.3 ms`, `4.21 s`, `3 min 20 s`. */
  formatDuration(params: FormatDurationParams): string;
  /**
   * The text, trimmed, when it keeps the rules. Throws `UTILITY_INVALID_STRING`, which names the rule and never repeats
   * the text.
   */
  validateString(params: ValidateStringParams): string;
  /** The body of an answer that went well. */
  createSuccessResponse<Data>(params: CreateSuccessParams<Data>): SuccessBody<Data>;
  /** The body of an answer that did not; the message is redacted. */
  createErrorResponse(params: CreateErrorParams): ErrorBody;
  /** A copy that may stand in an answer: plain JSON, bounded, without secrets and control characters. */
  sanitizeData(params: UtilitySanitizeParams): JsonValue;
  /** SHA-256 in lower-case hex. */
  hash(params: HashParams): string;
  /** The value of a JSON text without `__proto__` keys. Throws `UTILITY_INVALID_JSON`, saying where. */
  parseJson(params: ParseJsonParams): unknown;
  /**
   * A text made from a template and values; nothing in either can run code. Throws `UTILITY_INVALID_TEMPLATE`, saying
   * where.
   */
  renderTemplate(params: RenderTemplateParams): Promise<string>;
  /** State, with counts of identifiers and refusals. */
  getStatus(): UtilityStatus;
}

/** Names of the utility operations. */
export const UtilityOperation: OperationNames<UtilityOperations> = {
  GENERATE_CORRELATION_ID: 'generateCorrelationId',
  GET_TIMESTAMP: 'getTimestamp',
  FORMAT_DURATION: 'formatDuration',
  VALIDATE_STRING: 'validateString',
  CREATE_SUCCESS_RESPONSE: 'createSuccessResponse',
  CREATE_ERROR_RESPONSE: 'createErrorResponse',
  SANITIZE_DATA: 'sanitizeData',
  HASH: 'hash',
  PARSE_JSON: 'parseJson',
  RENDER_TEMPLATE: 'renderTemplate',
  GET_STATUS: 'getStatus',
};

export interface UtilityGateway extends Gateway<UtilityOperations> {}
