/** Codes of the circuit-breaker gateway. */
export const circuitBreakerErrors = {
  CIRCUIT_BREAKER_OPEN: {
    meaning: 'The breaker is open because calls kept failing; it tries again by itself after openMs.',
    retryable: true,
  },
  CIRCUIT_BREAKER_FULL: {
    meaning: 'As many calls run and wait as maxConcurrent and maxQueue allow; call later or raise them.',
    retryable: true,
  },
  CIRCUIT_BREAKER_TIMEOUT: { meaning: 'The guarded call took longer than timeoutMs.', retryable: true },
  CIRCUIT_BREAKER_INVALID_OPTIONS: {
    meaning:
      'Counts are whole numbers from 1, times positive milliseconds, ratios 0 to below 1; the message says which.',
    retryable: false,
  },
} as const;
