/** Codes of the singleton gateway. */
export const singletonErrors = {
  SINGLETON_ALREADY_REGISTERED: {
    meaning: 'The key is taken; reset it first or choose another.',
    retryable: false,
  },
  SINGLETON_NOT_REGISTERED: {
    meaning: 'Nothing makes this key; register it or pass create.',
    retryable: false,
  },
  SINGLETON_INVALID_KEY: { meaning: 'Keys are texts of 1 to 512 characters.', retryable: false },
  SINGLETON_INVALID_OPTIONS: {
    meaning: 'idleMs and timeoutMs are positive milliseconds, memoryPressureRatio is above 0 and at most 1.',
    retryable: false,
  },
  SINGLETON_CYCLE: {
    meaning: 'Instances wait for each other while they are made or ended; break the circle that the message names.',
    retryable: false,
  },
  SINGLETON_DISPOSE_FAILED: {
    meaning: 'At least one instance failed to end; all others were ended. The causes name them.',
    retryable: false,
  },
  SINGLETON_TIMEOUT: {
    meaning: 'Making or ending the instance took longer than its timeoutMs; make it faster, or raise the limit.',
    retryable: true,
  },
} as const;
