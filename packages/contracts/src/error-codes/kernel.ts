/** Codes of the pipeline. */
export const kernelErrors = {
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
} as const;
