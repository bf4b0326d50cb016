/** Answers a copy of a value without its secrets. */
export type Redaction = (value: unknown) => unknown;

/**
 * Redacts members, by the last resort when the first redaction fails or answers no object. Nothing is ever written
 * that neither of them has seen.
 */
export function redactSafely(
  members: Readonly<Record<string, unknown>>,
  redaction: Redaction,
  lastResort: Redaction,
): Record<string, unknown> {
  try {
    const safe = redaction(members);
    if (typeof safe === 'object' && safe !== null) return safe as Record<string, unknown>;
  } catch {
    // The peer's own trouble; the line is written all the same.
  }
  return lastResort(members) as Record<string, unknown>;
}
