/** Codes of the utility gateway. */
export const utilityErrors = {
  UTILITY_INVALID_JSON: { meaning: 'The text is not JSON; the message says where it breaks.', retryable: false },
  UTILITY_INVALID_VALUE: { meaning: 'The value cannot be written as JSON; the message says why.', retryable: false },
  UTILITY_INVALID_STRING: { meaning: 'The text breaks a rule; the message says which.', retryable: false },
  UTILITY_INVALID_TEMPLATE: {
    meaning: 'The template cannot be read, or a value that it names is missing; the message says where.',
    retryable: false,
  },
} as const;
