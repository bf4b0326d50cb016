import type { HttpBodyStream } from '@hearthgate/contracts';

/** Whether a body comes in parts. Texts and bytes can be iterated too, but are whole. */
export function isBodyStream(body: unknown): body is HttpBodyStream {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** All parts as one, for front doors that take an answer whole. */
export async function collectBody(body: HttpBodyStream, maxBytes: number): Promise<string | Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  let isText = true;
  for await (const part of body) {
    if (typeof part !== 'string') isText = false;
    const chunk = typeof part === 'string' ? Buffer.from(part) : part;
    bytes += chunk.byteLength;
    if (bytes > maxBytes)
      throw new Error(`The body has more than ${maxBytes} bytes, and Lambda sends no more at once.`);
    parts.push(chunk);
  }
  const whole = Buffer.concat(parts);
  return isText ? whole.toString('utf8') : whole;
}
