/** Codes of the logging gateway. */
export const loggingErrors = {
  LOGGING_UNKNOWN_LEVEL: {
    meaning: 'Levels are debug, info, warning, error and critical.',
    retryable: false,
  },
  LOGGING_INVALID_OPTIONS: {
    meaning: 'An option of the logging gateway is out of bounds; the message names it and what it takes.',
    retryable: false,
  },
} as const;
