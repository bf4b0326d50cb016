/** Codes of the cache gateway. */
export const cacheErrors = {
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
    meaning: 'An option of the cache is out of bounds or of the wrong kind; the message names it and what it takes.',
    retryable: false,
  },
  CACHE_INVALID_BACKUP: {
    meaning: 'The text is no backup of this cache, was damaged, or was made under another key; nothing was restored.',
    retryable: false,
  },
  CACHE_CREATE_CYCLE: {
    meaning: 'create asked for the key that it was making, which would never end; ask for another key inside it.',
    retryable: false,
  },
  CACHE_CREATE_TIMEOUT: {
    meaning: 'create took longer than createTimeoutMs; make it faster, or raise the limit. It may be tried again.',
    retryable: true,
  },
} as const;
