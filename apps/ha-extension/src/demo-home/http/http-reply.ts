import type { Json } from '../json.ts';

/** An answer before it is put on the wire. */
export interface HttpReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Request Entity Too Large',
};

/** A JSON body. */
export function jsonReply(value: Json, status = 200): HttpReply {
  return { status, contentType: 'application/json', body: JSON.stringify(value) };
}

/** The body `{"message": ...}` of views that explain themselves. */
export function messageReply(message: string, status = 200): HttpReply {
  return jsonReply({ message }, status);
}

/** A bare refusal, such as `401: Unauthorized` in plain text. */
export function plainReply(status: number, headers: Readonly<Record<string, string>> = {}): HttpReply {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${status}: ${REASONS[status] ?? ''}`, headers };
}

/** What a failure inside a view looks like from outside. */
export function failureReply(): HttpReply {
  const body = '500 Internal Server Error\n\nServer got itself in trouble';
  return { status: 500, contentType: 'text/plain; charset=utf-8', body, headers: { connection: 'close' } };
}
