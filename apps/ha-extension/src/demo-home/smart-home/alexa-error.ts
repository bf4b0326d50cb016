import type { JsonObject } from '../json.ts';

/** The error types that the demo home sends, all of them in namespace `Alexa`, where Home Assistant puts every error. */
export const AlexaErrorType = {
  INTERNAL_ERROR: 'INTERNAL_ERROR',
  INVALID_DIRECTIVE: 'INVALID_DIRECTIVE',
  INVALID_VALUE: 'INVALID_VALUE',
  NO_SUCH_ENDPOINT: 'NO_SUCH_ENDPOINT',
  TEMPERATURE_VALUE_OUT_OF_RANGE: 'TEMPERATURE_VALUE_OUT_OF_RANGE',
  /** Amazon's schema knows it in `Alexa.ThermostatController` only, so this reply is invalid; the real one sends it too. */
  UNSUPPORTED_THERMOSTAT_MODE: 'UNSUPPORTED_THERMOSTAT_MODE',
} as const;
export type AlexaErrorType = (typeof AlexaErrorType)[keyof typeof AlexaErrorType];

/** What a directive's handler throws to be answered with an `ErrorResponse`. */
export class AlexaError extends Error {
  override readonly name = 'AlexaError';
  readonly type: AlexaErrorType;
  /** Further members of the payload, such as `validRange`. */
  readonly detail: JsonObject;

  constructor(type: AlexaErrorType, message: string, detail: JsonObject = {}) {
    super(message);
    this.type = type;
    this.detail = detail;
  }
}

/** The answer to a directive that the endpoint has no use for. */
export function unsupportedDirective(): AlexaError {
  return new AlexaError(AlexaErrorType.INVALID_DIRECTIVE, 'Entity does not support directive');
}

/** The answer to anything that went wrong inside; Home Assistant keeps the reason in its log. */
export function unknownError(): AlexaError {
  return new AlexaError(AlexaErrorType.INTERNAL_ERROR, 'Unknown error');
}
