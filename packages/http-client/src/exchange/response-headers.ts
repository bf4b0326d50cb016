import type { Headers } from '../request/request-headers.ts';

/**
 * Response headers as one text each, repeated ones joined by `, `. undici gives names in lower case, in an object that is
 * made for this answer alone, so that it is taken over.
 */
export function joinHeaders(raw: Record<string, string | string[] | undefined>): Headers {
  for (const name of Object.keys(raw)) {
    const value = raw[name];
    if (typeof value === 'string') continue;
    if (value === undefined) delete raw[name];
    // Assigning `__proto__` would set the prototype and lose the header.
    else Object.defineProperty(raw, name, { value: value.join(', ') });
  }
  return raw as Headers;
}
