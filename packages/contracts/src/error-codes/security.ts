/** Codes of the security gateway. */
export const securityErrors = {
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
  SECURITY_TOKEN_INVALID: {
    meaning: 'The token is malformed, not signed by a known key, or not meant for here; the message says which.',
    retryable: false,
  },
  SECURITY_TOKEN_EXPIRED: {
    meaning: 'The token was good and is over; get a new one.',
    retryable: false,
  },
  SECURITY_KEYS_UNAVAILABLE: {
    meaning: 'The key set of the issuer cannot be had; check keysUrl and what fetchKeys says.',
    retryable: true,
  },
  SECURITY_RATE_LIMITED: {
    meaning: 'The limit of this key is used up; data.retryAfterMs says when to come back.',
    retryable: true,
  },
  SECURITY_NO_KEY: {
    meaning: 'There is no usable key to encrypt with; set the option keys of the security gateway.',
    retryable: false,
  },
  SECURITY_DECRYPT_FAILED: {
    meaning: 'The data is no envelope, was changed, belongs to another context, or its key is not in the ring.',
    retryable: false,
  },
  SECURITY_DNS_FAILED: {
    meaning: 'The host name has no address or the resolver did not answer; check its spelling and public DNS.',
    retryable: true,
  },
  SECURITY_INVALID_OPTIONS: {
    meaning: 'An option of the security gateway is out of bounds; the message names it and what it takes.',
    retryable: false,
  },
} as const;
