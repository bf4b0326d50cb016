/** What is fixed about an error code. */
export interface ErrorCodeInfo {
  /** What it means and what mends it, in one sentence; the table in docs/errors.md is made of these. */
  readonly meaning: string;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
}

/** All codes of the toolkit's own errors. Third parties use their own prefix. */
export const errorCodes = {
  KERNEL_UNKNOWN_OPERATION: {
    meaning: 'The gateway has no operation of that name; use its const object instead of a string.',
    retryable: false,
  },
  KERNEL_INVALID_PARAMS: {
    meaning: 'The operation takes one object of named parameters; the message says what was missing.',
    retryable: false,
  },
  KERNEL_UNEXPECTED: {
    meaning: 'Something failed that no gateway foresaw; the cause is in the log under the correlation id.',
    retryable: false,
  },
  KERNEL_CONSTRUCTION_CYCLE: {
    meaning: 'Gateways need each other while they are being built; read peers inside operations only.',
    retryable: false,
  },
  KERNEL_UNKNOWN_PEER: {
    meaning: 'The matrix has no such cell, so this gateway may not call that one.',
    retryable: false,
  },
  KERNEL_TOO_MANY_GATEWAYS: {
    meaning: 'A composition holds at most 31 gateways; compose fewer.',
    retryable: false,
  },
  CACHE_INVALID_KEY: {
    meaning: 'Keys are texts of at least one character; beyond 1024 characters also well-formed Unicode.',
    retryable: false,
  },
  CACHE_INVALID_TTL: { meaning: 'ttlMs is a positive finite number of milliseconds.', retryable: false },
  CACHE_VALUE_UNDEFINED: {
    meaning: 'undefined means a miss and cannot be stored; store null instead.',
    retryable: false,
  },
  CACHE_INVALID_TAG: { meaning: 'Tags are a list of texts of 1 to 1024 characters.', retryable: false },
  CACHE_INVALID_OPTIONS: {
    meaning: 'maxBytes and maxEntryBytes are whole numbers from 1, defaultTtlMs is positive; the message says which.',
    retryable: false,
  },
  CACHE_CREATE_CYCLE: {
    meaning: 'create asked for the key that it was making, which would never end; ask for another key inside it.',
    retryable: false,
  },
  SINGLETON_ALREADY_REGISTERED: {
    meaning: 'The key is taken; reset it first or choose another.',
    retryable: false,
  },
  SINGLETON_NOT_REGISTERED: {
    meaning: 'Nothing makes this key; register it or pass create.',
    retryable: false,
  },
  SINGLETON_INVALID_KEY: { meaning: 'Keys are texts of 1 to 512 characters.', retryable: false },
  SINGLETON_CYCLE: {
    meaning: 'Instances wait for each other while they are made or ended; break the circle that the message names.',
    retryable: false,
  },
  SINGLETON_DISPOSE_FAILED: {
    meaning: 'At least one instance failed to end; all others were ended. The causes name them.',
    retryable: false,
  },
  SECURITY_INVALID_INPUT: {
    meaning: 'The input does not fit its schema; the message names each place.',
    retryable: false,
  },
  SECURITY_NOT_ALEXA: {
    meaning: 'The request is neither a smart-home directive nor a custom-skill request.',
    retryable: false,
  },
  SECURITY_UNKNOWN_SKILL: {
    meaning: 'The skill id is not among the allowed ones; add it to the configuration if it is yours.',
    retryable: false,
  },
  SECURITY_SECRET_TOO_SHORT: {
    meaning: 'A secret of fewer than 8 characters cannot be hidden without hiding ordinary text; use a longer one.',
    retryable: false,
  },
  LOGGING_UNKNOWN_LEVEL: {
    meaning: 'Levels are debug, info, warning, error and critical.',
    retryable: false,
  },
  LOGGING_INVALID_OPTIONS: {
    meaning: 'An option of the logging gateway is out of bounds; the message names it and what it takes.',
    retryable: false,
  },
  METRICS_INVALID_OPTIONS: {
    meaning: 'An option of the metrics gateway is out of bounds; the message names it and what it takes.',
    retryable: false,
  },
  METRICS_UNKNOWN_FORMAT: { meaning: 'Metrics are exported as json or prometheus.', retryable: false },
  HTTP_INVALID_OPTIONS: {
    meaning: 'Times are positive milliseconds, sizes and counts whole numbers from 1; the message names the option.',
    retryable: false,
  },
  HTTP_INVALID_REQUEST: {
    meaning: 'Method, URL or headers cannot be sent; the message says which.',
    retryable: false,
  },
  HTTP_URL_REFUSED: {
    meaning: 'The URL may not be called; the message says which rule refused it.',
    retryable: false,
  },
  HTTP_DNS_FAILED: {
    meaning: 'The host name has no address; check its spelling and that it is in public DNS.',
    retryable: true,
  },
  HTTP_CONNECT_REFUSED: {
    meaning: 'Nothing listens there; check port, port forwarding and that the server runs.',
    retryable: true,
  },
  HTTP_CONNECT_TIMEOUT: {
    meaning: 'No connection in time; check firewall, port forwarding and address family.',
    retryable: true,
  },
  HTTP_TLS_FAILED: {
    meaning: 'The certificate was not accepted; check chain, name and expiry, or configure the CA.',
    retryable: false,
  },
  HTTP_HEADERS_TIMEOUT: {
    meaning: 'Connected, but no answer in time; the server is busy or hangs.',
    retryable: true,
  },
  HTTP_BODY_TIMEOUT: { meaning: 'The answer began and then stalled.', retryable: true },
  HTTP_DEADLINE_EXCEEDED: {
    meaning: 'The time for the whole request was over; the server is slow or the deadline short.',
    retryable: true,
  },
  HTTP_CONNECTION_LOST: {
    meaning: 'The connection ended in the middle of the exchange; the server or a proxy closed it.',
    retryable: true,
  },
  HTTP_RESPONSE_TOO_LARGE: {
    meaning: 'The body is longer than maxResponseBytes; ask for less or raise the limit.',
    retryable: false,
  },
  HTTP_DECODE_FAILED: {
    meaning: 'The body does not decompress as its Content-Encoding says.',
    retryable: false,
  },
  UTILITY_INVALID_JSON: { meaning: 'The text is not JSON; the message says where it breaks.', retryable: false },
  UTILITY_INVALID_VALUE: { meaning: 'The value cannot be written as JSON; the message says why.', retryable: false },
  INITIALIZATION_STAGE_EXISTS: {
    meaning: 'A stage of that name is registered; stage names are unique.',
    retryable: false,
  },
  INITIALIZATION_ALREADY_STARTED: {
    meaning: 'Start-up has begun; register stages before the first invocation.',
    retryable: false,
  },
  INITIALIZATION_INVALID_CONFIG: {
    meaning: 'Settings are missing or wrong; the message names each and what it takes.',
    retryable: false,
  },
  LAMBDA_ROUTE_EXISTS: { meaning: 'A handler is registered for that route; each route has one.', retryable: false },
  LAMBDA_INVALID_ROUTE: {
    meaning: 'A route has a kind and a handler; http routes also a method and a path that starts with /.',
    retryable: false,
  },
  LAMBDA_INVALID_RESPONSE: {
    meaning: 'The parameters do not make a valid answer; the message says why.',
    retryable: false,
  },
  LAMBDA_UNKNOWN_EVENT: {
    meaning: 'The event is of no kind that is understood; check which trigger calls the function.',
    retryable: false,
  },
  LAMBDA_REQUEST_REFUSED: {
    meaning: 'The event is too large or too deep, or no well-formed message; the message says which.',
    retryable: false,
  },
  LAMBDA_CALLER_REFUSED: {
    meaning: 'The skill that calls is not allowed to; add its id to allowedSkillIds if it is yours.',
    retryable: false,
  },
  LAMBDA_NO_ROUTE: { meaning: 'No handler is registered for that; register a route for it.', retryable: false },
  LAMBDA_START_FAILED: {
    meaning: 'Start-up failed, so nothing is answered; the report of start-up in the log says which stage and why.',
    retryable: true,
  },
  LAMBDA_HANDLER_FAILED: {
    meaning: 'The handler threw or its answer cannot be sent; the cause is in the log under the correlation id.',
    retryable: false,
  },
  LAMBDA_DEADLINE_EXCEEDED: {
    meaning: 'The handler did not answer in time; make it faster or the timeout of the function longer.',
    retryable: true,
  },
  CIRCUIT_BREAKER_OPEN: {
    meaning: 'The breaker is open because calls kept failing; it tries again by itself after openMs.',
    retryable: true,
  },
  CIRCUIT_BREAKER_TIMEOUT: { meaning: 'The guarded call took longer than timeoutMs.', retryable: true },
  CIRCUIT_BREAKER_INVALID_OPTIONS: {
    meaning: 'Thresholds are whole numbers from 1, times are positive milliseconds.',
    retryable: false,
  },
} as const;

/** A code of the toolkit's own errors. */
export type ErrorCode = keyof typeof errorCodes;
