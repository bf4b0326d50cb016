/** Codes of the initialization gateway. */
export const initializationErrors = {
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
  INITIALIZATION_UNKNOWN_CONFIG: {
    meaning: 'No configuration of that name was read; call getConfig before reloadConfig.',
    retryable: false,
  },
  INITIALIZATION_UNKNOWN_SOURCE: {
    meaning: 'The gateway has no source of that name; add it to its option sources.',
    retryable: false,
  },
  INITIALIZATION_SOURCE_FAILED: {
    meaning: 'A source of settings did not answer; check permissions, network and names. The cause has its error.',
    retryable: true,
  },
  INITIALIZATION_SECRET_NOT_FOUND: {
    meaning: 'The source has no such secret or field; create it, or correct its name.',
    retryable: false,
  },
} as const;
