import { GatewayError } from '@hearthgate/kernel';

/** A body as it goes over the wire. */
export interface EncodedBody {
  readonly bytes: string | Uint8Array | undefined;
  /** What the body is, when it was encoded here. */
  readonly contentType?: string | undefined;
}

/**
 * Text and bytes go as they are, `undefined` is no body, anything else is JSON.
 *
 * @throws GatewayError `HTTP_INVALID_REQUEST` when the value has no JSON form
 */
export function encodeBody(body: unknown): EncodedBody {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return { bytes: body };
  if (body instanceof ArrayBuffer) return { bytes: new Uint8Array(body) };
  if (ArrayBuffer.isView(body)) return { bytes: new Uint8Array(body.buffer, body.byteOffset, body.byteLength) };
  const bytes = toJson(body);
  if (bytes === undefined) throw invalid(`A ${typeof body} has no JSON form; send a text, bytes or a plain value.`);
  return { bytes, contentType: 'application/json' };
}

function toJson(body: unknown): string | undefined {
  try {
    return JSON.stringify(body);
  } catch (cause) {
    // What JSON.stringify says of a cycle quotes member names; they may be anything.
    throw invalid('The body has no JSON form: a cycle, a bigint, or a toJSON that threw.', cause);
  }
}

function invalid(message: string, cause?: unknown): GatewayError {
  return new GatewayError('HTTP_INVALID_REQUEST', message, { cause });
}
