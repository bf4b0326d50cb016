/** Largest event of a synchronous invocation: 6 MB (AWS Lambda quotas). */
export const MAX_REQUEST_BYTES: number = 6 * 1024 * 1024;

/** Largest event of an asynchronous invocation: 1 MB (AWS Lambda API reference, Invoke). */
export const MAX_EVENT_BYTES: number = 1024 * 1024;

/** Largest answer. AWS names this number in its own error message: 6 MB and 100 bytes for the envelope. */
export const MAX_RESPONSE_BYTES: number = MAX_REQUEST_BYTES + 100;

/** How much of an invocation's log `X-Amz-Log-Type: Tail` returns. */
export const MAX_LOG_TAIL_BYTES: number = 4 * 1024;
