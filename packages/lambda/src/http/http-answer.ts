import type { CreateHttpResponseParams, HttpAnswer } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { isRecord, setMember } from '../member.ts';

/** A field name as RFC 9110 has it. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** No line ends or other control characters, which would start another header. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

const KNOWN = ['status', 'headers', 'cookies', 'body'];

/** Answers hold the state of a home or a function: no cache may keep them and no browser may guess their type. */
const defaultHeaders = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/**
 * An answer that API Gateway and Function URLs accept. Text is `text/plain`, anything else JSON, unless the headers
 * name another content type.
 *
 * @throws GatewayError `LAMBDA_INVALID_RESPONSE`
 */
export function httpAnswer(params: CreateHttpResponseParams = {}): HttpAnswer {
  if (!isRecord(params as unknown)) throw invalid('An HTTP answer is made of { status, headers, cookies, body }.');
  for (const name of Object.keys(params)) {
    if (KNOWN.includes(name)) continue;
    throw invalid(
      `An HTTP answer is made of { status, headers, cookies, body }; ${JSON.stringify(name)} is none of them.`,
    );
  }
  const { status = 200, body, cookies } = params;
  if (!Number.isInteger(status) || status < 100 || status > 599) throw invalid('status is a whole number, 100 to 599.');
  const isBytes = body instanceof Uint8Array;
  return {
    statusCode: status,
    headers: headersFor(body, params.headers),
    body: isBytes ? Buffer.from(body).toString('base64') : bodyText(body),
    isBase64Encoded: isBytes,
    ...(cookies !== undefined && cookies.length > 0 && { cookies: checkedCookies(cookies) }),
  };
}

function headersFor(body: unknown, given: Readonly<Record<string, string>> | undefined): Record<string, string> {
  const headers: Record<string, string> = { ...defaultHeaders };
  const type = contentTypeOf(body);
  if (type !== undefined) headers['content-type'] = type;
  if (given === undefined || given === null) return headers;
  if (!isRecord(given as unknown)) throw invalid('headers is an object of texts.');
  for (const [name, value] of Object.entries(given)) {
    if (!HEADER_NAME.test(name)) throw invalid(`${JSON.stringify(name)} is no name of a header.`);
    if (typeof value !== 'string' || !HEADER_VALUE.test(value)) {
      throw invalid(`Header ${name} is a text of one line in Latin letters.`);
    }
    setMember(headers, name.toLowerCase(), value);
  }
  return headers;
}

function contentTypeOf(body: unknown): string | undefined {
  if (body === undefined || body === '') return undefined;
  if (body instanceof Uint8Array) return 'application/octet-stream';
  return typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
}

function checkedCookies(cookies: readonly string[]): readonly string[] {
  const isCookie = (one: unknown) => typeof one === 'string' && HEADER_VALUE.test(one) && /^[^=;]+=/.test(one);
  if (!Array.isArray(cookies) || !cookies.every(isCookie))
    throw invalid('cookies is a list of "name=value; ..." texts.');
  return [...cookies];
}

function bodyText(body: unknown): string {
  if (body === undefined) return '';
  if (typeof body === 'string') return body.toWellFormed();
  let text: string | undefined;
  try {
    text = JSON.stringify(body);
  } catch (cause) {
    throw new GatewayError('LAMBDA_INVALID_RESPONSE', 'body cannot be written as JSON.', { cause });
  }
  if (text === undefined) throw invalid('body cannot be written as JSON.');
  return text;
}

function invalid(message: string): GatewayError {
  return new GatewayError('LAMBDA_INVALID_RESPONSE', message);
}
