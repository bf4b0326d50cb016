import { GatewayError } from '@hearthgate/kernel';

/** A body that comes piece by piece. */
export type BodyStream = AsyncIterable<string | Uint8Array>;

/** A body as it goes over the wire. */
export interface EncodedBody {
  readonly bytes: string | Uint8Array | BodyStream | undefined;
  /** What the body is, when it was encoded here. */
  readonly contentType?: string | undefined;
}

/**
 * Text, bytes and streams go as they are, `undefined` is no body, anything else is JSON.
 *
 * @throws GatewayError `HTTP_INVALID_REQUEST` when the value has no JSON form
 */
export function encodeBody(body: unknown): EncodedBody {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return { bytes: body };
  if (isBodyStream(body)) return { bytes: told(body) };
  if (body instanceof URLSearchParams) {
    return { bytes: body.toString(), contentType: 'application/x-www-form-urlencoded;charset=UTF-8' };
  }
  if (isWebBody(body)) throw invalid('FormData and Blob are not sent as they are; send their bytes and content-type.');
  if (body instanceof ArrayBuffer) return { bytes: new Uint8Array(body) };
  if (ArrayBuffer.isView(body)) return { bytes: new Uint8Array(body.buffer, body.byteOffset, body.byteLength) };
  const bytes = toJson(body);
  if (bytes === undefined) throw invalid(`A ${typeof body} has no JSON form; send a text, bytes or a plain value.`);
  return { bytes, contentType: 'application/json' };
}

/** Whether a body comes piece by piece, so that it can be sent only once. */
export function isBodyStream(body: unknown): body is BodyStream {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** What the work answers; when it fails, a Node stream that was its body is destroyed, as nobody will read it to its end. */
export function releasingBody<Result>(body: unknown, work: Promise<Result>): Promise<Result> {
  if (!isBodyStream(body)) return work;
  return work.catch((error) => {
    if ('destroy' in body && typeof body.destroy === 'function') body.destroy();
    throw error;
  });
}

/** Told by the name that they give themselves: touching the global classes would load the whole of fetch. */
function isWebBody(body: unknown): boolean {
  const tag: unknown = typeof body === 'object' && body !== null && Reflect.get(body, Symbol.toStringTag);
  return tag === 'FormData' || tag === 'Blob' || tag === 'File';
}

/** The code of an error with which the stream of a body ended. */
export const BODY_STREAM_FAILED = 'BODY_STREAM_FAILED';

/** The stream, its own failure told apart from those of the connection. */
async function* told(stream: BodyStream): BodyStream {
  try {
    yield* stream;
  } catch (cause) {
    throw Object.assign(new Error('the stream of the body failed', { cause }), { code: BODY_STREAM_FAILED });
  }
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
