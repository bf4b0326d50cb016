import { GatewayError } from '@hearthgate/kernel';

/** RFC 9110, 5.6.2: a field name is a token. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** RFC 9110, 5.5: visible characters, spaces, tabs and obs-text; above all no line break. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Headers that describe the connection or the framing of the body: the client's own business. */
const CLIENTS_OWN: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Headers that say nothing of who asks, and ask for no part and under no condition. */
export const IMPERSONAL: readonly string[] = [
  'accept',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'user-agent',
];

/** Headers by lower-case name. */
export type Headers = Record<string, string>;

/**
 * The caller's headers, names in lower case. Messages name the header, never its value.
 *
 * @throws GatewayError `HTTP_INVALID_REQUEST`
 */
export function checkHeaders(given: unknown): Headers {
  if (given === undefined) return {};
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw invalid('headers is an object of names and texts.');
  }
  const headers: Headers = Object.create(null);
  for (const [name, value] of Object.entries(given)) {
    const key = name.toLowerCase();
    if (!NAME.test(name)) throw invalid(`${JSON.stringify(name)} cannot be the name of a header.`);
    if (CLIENTS_OWN.has(key)) throw invalid(`The header ${key} is set by the client; leave it out.`);
    if (key in headers) throw invalid(`The header ${key} is given twice; join the values by a comma.`);
    if (typeof value !== 'string') throw invalid(`The value of the header ${key} is not a text; convert it.`);
    if (!VALUE.test(value)) throw invalid(`The value of the header ${key} has a character that cannot be sent.`);
    headers[key] = value;
  }
  return headers;
}

function invalid(message: string): GatewayError {
  return new GatewayError('HTTP_INVALID_REQUEST', message);
}
