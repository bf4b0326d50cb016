import type { Headers } from '../request/request-headers.ts';

/** Response headers as one text each: names in lower case, repeated ones joined by `, `. */
export function joinHeaders(raw: Readonly<Record<string, string | readonly string[] | undefined>>): Headers {
  const headers: Headers = {};
  for (const [name, value] of Object.entries(raw)) {
    if (value === undefined) continue;
    // Assigning `__proto__` would set the prototype and lose the header.
    Object.defineProperty(headers, name.toLowerCase(), {
      value: typeof value === 'string' ? value : value.join(', '),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return headers;
}
