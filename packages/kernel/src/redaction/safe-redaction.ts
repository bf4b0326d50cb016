/** How what is written is redacted. Each answers a copy of the value without its secrets. */
export interface Redactions {
  redaction(value: unknown): unknown;
  /** Needs no peer and never throws, for when `redaction` fails. */
  lastResort(value: unknown): unknown;
}

/**
 * Redacts members, by the last resort when the first redaction fails or answers no object. Nothing is ever written
 * that neither of them has seen.
 */
export function redactSafely(members: object, redactions: Redactions): Record<string, unknown> {
  try {
    const safe = redactions.redaction(members);
    if (typeof safe === 'object' && safe !== null) return safe as Record<string, unknown>;
  } catch {
    // The peer's own trouble; it is written all the same.
  }
  return redactions.lastResort(members) as Record<string, unknown>;
}
