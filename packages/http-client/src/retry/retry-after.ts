/**
 * How long a server asks to wait (RFC 9110, 10.2.3), in milliseconds from `nowMs`: seconds or a date. `undefined` when it
 * does not, or not in a form that can be read.
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1_000;
  // Only dates have letters; Date.parse would take other numbers for years.
  const atMs = /^[A-Z][a-z]{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
