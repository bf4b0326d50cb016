/**
 * Where Home Assistant's own answers are not what Amazon's schema asks for, or not what one would expect.
 * Read from its `alexa` integration; each can be switched on to see how a client copes.
 */
export interface Quirks {
  /**
   * Which of the properties that a handler vouches for leave without `timeOfSample` and `uncertaintyInMilliseconds`.
   * The real one omits them on all: `lockState`, the setpoints, `thermostatMode`, `rangeValue`.
   */
  readonly untimedProperties: 'none' | 'lock' | 'all';
  /** Leaves `validRange` out of range errors. */
  readonly dropsErrorDetail: boolean;
  /** Reports the state before the directive for all properties that the handler does not vouch for. */
  readonly staleContext: boolean;
  /** Answers a directive that nobody handles with `INTERNAL_ERROR` and an empty message. */
  readonly vagueUnsupported: boolean;
}

/** What the demo home does unless told otherwise: only locks misbehave. */
export const DEFAULT_QUIRKS: Quirks = {
  untimedProperties: 'lock',
  dropsErrorDetail: false,
  staleContext: false,
  vagueUnsupported: false,
};

/** All of them together, which is how the integration's sources read. */
export const EXACT_QUIRKS: Quirks = {
  untimedProperties: 'all',
  dropsErrorDetail: true,
  staleContext: true,
  vagueUnsupported: true,
};
