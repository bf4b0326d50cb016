import { type ErrorCode, errorCodes, type ResponseError } from '@hearthgate/contracts';

export interface GatewayErrorOptions {
  readonly cause?: unknown;
  /** Default: what the error table says of the code; false for codes it does not know. */
  readonly retryable?: boolean | undefined;
  /** Facts for programs, such as an HTTP status. Never a secret. */
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}

/** The one error type of all gateways. Its code is stable; its message is for people. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly code: string;
  readonly retryable: boolean;
  readonly data: Readonly<Record<string, unknown>> | undefined;

  constructor(code: ErrorCode | (string & {}), message: string, options: GatewayErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? retryableByTable(code);
    this.data = options.data;
  }

  /** What a caller may know: no stack, no cause. */
  toJSON(): ResponseError {
    return { code: this.code, message: this.message, retryable: this.retryable };
  }
}

/**
 * An error around another one, without frames of its own: those of the cause say where it broke, and collecting frames
 * costs more than all the rest of a failure.
 */
export function wrapError(code: ErrorCode, message: string, cause: Error): GatewayError {
  const { stackTraceLimit } = Error;
  // Where a host has frozen `Error`, this changes nothing and the wrapper has frames too.
  Reflect.set(Error, 'stackTraceLimit', 0);
  try {
    return new GatewayError(code, message, { cause });
  } finally {
    Reflect.set(Error, 'stackTraceLimit', stackTraceLimit);
  }
}

/** @internal */
export function retryableByTable(code: string): boolean {
  return Object.hasOwn(errorCodes, code) && errorCodes[code as ErrorCode].retryable;
}

/** Whether an error carries this code, also when it crossed a package boundary. */
export function hasCode(error: unknown, code: ErrorCode | (string & {})): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === code;
}
