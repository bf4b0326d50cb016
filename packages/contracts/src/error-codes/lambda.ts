/** Codes of the lambda gateway. */
export const lambdaErrors = {
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
  LAMBDA_EVENT_FAILED: {
    meaning:
      'The event was not handled and nobody waits for an answer; Lambda delivers it again. The log has the cause.',
    retryable: true,
  },
  LAMBDA_IN_PROGRESS: {
    meaning: 'An event of the same idempotency key is being worked on; ask again when that has ended.',
    retryable: true,
  },
  LAMBDA_KEY_REUSED: {
    meaning: 'The idempotency key was used before with another payload; use a new key for what is something else.',
    retryable: false,
  },
  LAMBDA_PROTECTED: {
    meaning: 'The free tier is used up, so this route is not served; raise the limits of metrics or its importance.',
    retryable: true,
  },
  LAMBDA_STREAM_BROKEN: {
    meaning: 'The body of the answer failed after its beginning was sent; the cause is in the log.',
    retryable: false,
  },
  LAMBDA_DEADLINE_EXCEEDED: {
    meaning: 'The handler did not answer in time; make it faster or the timeout of the function longer.',
    retryable: true,
  },
} as const;
