import type { CreateHttpResponseParams, HttpAnswer } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { isRecord } from '../member.ts';

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
  const unknown = Object.keys(params).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) {
    throw invalid(
      `An HTTP answer is made of { status, headers, cookies, body }; ${JSON.stringify(unknown)} is none of them.`,
    );
  }
  const { status = 200, body, cookies } = params;
  if (!Number.isInteger(status) || status < 100 || status > 599) throw invalid('status is a whole number, 100 to 599.');
  const isBytes = body instanceof Uint8Array;
  return {
    statusCode: status,
    headers: { ...defaultHeaders, ...contentTypeOf(body), ...checkedHeaders(params.headers ?? {}) },
    body: isBytes ? Buffer.from(body).toString('base64') : bodyText(body),
    isBase64Encoded: isBytes,
    ...(cookies !== undefined && cookies.length > 0 && { cookies: checkedCookies(cookies) }),
  };
}

function contentTypeOf(body: unknown): Readonly<Record<string, string>> {
  if (body === undefined || body === '') return {};
  if (body instanceof Uint8Array) return { 'content-type': 'application/octet-stream' };
  return { 'content-type': typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8' };
}

function checkedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  if (!isRecord(headers as unknown)) throw invalid('headers is an object of texts.');
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (!HEADER_NAME.test(name)) throw invalid(`${JSON.stringify(name)} is no name of a header.`);
      if (typeof value !== 'string' || !HEADER_VALUE.test(value)) {
        throw invalid(`Header ${name} is a text of one line in Latin letters.`);
      }
      return [name.toLowerCase(), value];
    }),
  );
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
