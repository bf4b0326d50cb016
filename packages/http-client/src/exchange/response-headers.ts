import type { Headers } from '../request/request-headers.ts';

/** Response headers as one text each: names in lower case, repeated ones joined by `, `. */
export function joinHeaders(raw: Readonly<Record<string, string | readonly string[] | undefined>>): Headers {
  const headers: Headers = {};
  for (const name in raw) {
    const value = raw[name];
    if (value === undefined) continue;
    const text = typeof value === 'string' ? value : value.join(', ');
    const key = name.toLowerCase();
    if (key === '__proto__') setOwn(headers, key, text);
    else headers[key] = text;
  }
  return headers;
}

/** Assigning `__proto__` would set the prototype and lose the header. */
function setOwn(headers: Headers, key: string, value: string): void {
  Object.defineProperty(headers, key, { value, enumerable: true, configurable: true, writable: true });
}
