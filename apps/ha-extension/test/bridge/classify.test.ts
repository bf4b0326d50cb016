import { GatewayError } from '@hearthgate/kernel';
import { describe, expect, test } from 'vitest';
import { failureOfError, jsonOf } from '../../src/bridge/classify.ts';
import { HomeFailure } from '../../src/bridge/failure.ts';
import { response } from './support/parts.ts';

/** What is made of an answer that is none: the kind of failure and the words in brackets. */
function seenIn(...answer: Parameters<typeof response>): readonly (string | undefined)[] {
  try {
    jsonOf(response(...answer));
  } catch (error) {
    if (!(error instanceof HomeFailure)) throw error;
    return [error.kind, /^[\w-]+ \((.*?)\): /.exec(error.message)?.[1]];
  }
  throw new Error('It was taken for an answer.');
}

const page = (title: string, body = '') =>
  `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body>${body}</body></html>`;
const html = { 'content-type': 'text/html; charset=utf-8' };

describe('JSON with a status of success', () => {
  test.each([200, 201, 299])('is the answer with %i', (status) => {
    expect(jsonOf(response({ event: {} }, status))).toEqual({ event: {} });
  });

  test.each([
    ['null', null],
    ['[]', []],
    ['"text"', 'text'],
    ['\n{"a": 1}\n', { a: 1 }],
  ])('is the answer whatever it is: %j', (text, value) => {
    expect(jsonOf(response(text))).toEqual(value);
  });

  test('is the answer under any content type but that of a page', () => {
    expect(jsonOf(response('{"a":1}', 200, { 'content-type': 'application/octet-stream' }))).toEqual({ a: 1 });
  });
});

describe('A status', () => {
  test.each([
    [400, 'bad-request'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [405, 'not-found'],
    [413, 'unexpected-answer'],
    [418, 'unexpected-answer'],
    [429, 'rate-limited'],
    [500, 'server-error'],
    [501, 'server-error'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [504, 'unavailable'],
    [520, 'unavailable'],
    [522, 'unavailable'],
    [524, 'too-slow'],
    [530, 'unavailable'],
    [599, 'server-error'],
    [199, 'unexpected-answer'],
    [304, 'redirected'],
  ])('of %i means %s, even with JSON in the body', (status, kind) => {
    expect(seenIn({ event: {} }, status)).toEqual([kind, `status ${status}`]);
  });

  test.each([300, 301, 302, 307, 308, 399])('of %i says where it leads, without what may be secret', (status) => {
    const location = 'https://me:geheim@team.cloudflareaccess.com:8443/login?token=geheim#geheim';
    expect(seenIn('', status, { location })).toEqual([
      'redirected',
      `status ${status}, to https://team.cloudflareaccess.com:8443`,
    ]);
  });

  test.each(['/login', '', 'javascript:alert(1)', 'http://'])(
    'of a redirection to %j says the status alone',
    (location) => {
      expect(seenIn('', 302, { location })).toEqual(['redirected', 'status 302']);
    },
  );

  test('never brings the body into the message', () => {
    expect(seenIn({ message: 'geheim' }, 500)).toEqual(['server-error', 'status 500']);
  });
});

describe('A page', () => {
  test.each([
    ['a Cloudflare challenge', page('Just a moment...')],
    ['a Cloudflare challenge', page('Wait', '<script src="/cdn-cgi/challenge-platform/h/b/orchestrate"></script>')],
    ['a Cloudflare Access login', page('Sign in ・ Cloudflare Access')],
    ['the Home Assistant web page', page('Home Assistant')],
    ['the Home Assistant web page', page('Home Assistant', '<script src="/cdn-cgi/challenge-platform/jsd"></script>')],
    ['a page of nginx', page('Welcome to nginx!')],
    ['a web page', page('My router')],
    ['a web page', '  <html lang=de>'],
    ['a web page', ''],
  ])('with status 200 is %s', (seen, body) => {
    expect(seenIn(body, 200, html)).toEqual(['html-answer', seen]);
  });

  test.each(['text/plain', 'application/json'])('is told by its beginning under the content type %s', (type) => {
    expect(seenIn(page('Login'), 200, { 'content-type': type })).toEqual(['html-answer', 'a web page']);
  });

  test('is told by its content type however that is written', () => {
    expect(seenIn('<p>Login</p>', 200, { 'content-type': 'Text/HTML;charset=UTF-8' })[0]).toBe('html-answer');
  });

  test.each([
    [401, 'unauthorized', 'Authorization Required', 'a page of nginx'],
    [403, 'forbidden', '403: Forbidden', 'a web page'],
    [404, 'not-found', '404 Not Found', 'a page of nginx'],
    [502, 'unavailable', '502 Bad Gateway', 'a page of nginx'],
  ])('with status %i still means %s', (status, kind, title, seen) => {
    const maker = seen.includes('nginx') ? '<hr><center>nginx/1.27</center>' : '';
    expect(seenIn(page(title, maker), status, html)).toEqual([kind, `status ${status}, ${seen}`]);
  });

  test.each([403, 429, 503])('of a challenge with status %i does not speak for the home', (status) => {
    expect(seenIn(page('Just a moment...'), status, html)).toEqual([
      'html-answer',
      `status ${status}, a Cloudflare challenge`,
    ]);
  });

  test("of a challenge is told by Cloudflare's own mark", () => {
    expect(seenIn('blocked', 403, { 'cf-mitigated': 'challenge' })).toEqual([
      'html-answer',
      'status 403, a Cloudflare challenge',
    ]);
  });
});

describe('A body that is no JSON', () => {
  test.each(['', ' ', '\r\n'])('is empty: %j', (body) => {
    expect(seenIn(body)).toEqual(['empty-answer', 'status 200']);
  });

  test.each(['{"event":{"token":"geheim', 'OK', '{"a":1}{"b":2}', `${'['.repeat(200_000)}`])(
    'is told by its length alone',
    (body) => {
      expect(seenIn(body)).toEqual(['invalid-json', `${body.length} characters`]);
    },
  );
});

describe('An error on the way', () => {
  test.each([
    ['HTTP_DNS_FAILED', 'dns-failed'],
    ['HTTP_CONNECT_REFUSED', 'connect-refused'],
    ['HTTP_CONNECT_TIMEOUT', 'connect-timeout'],
    ['HTTP_TLS_FAILED', 'tls-failed'],
    ['HTTP_HEADERS_TIMEOUT', 'too-slow'],
    ['HTTP_BODY_TIMEOUT', 'too-slow'],
    ['HTTP_DEADLINE_EXCEEDED', 'too-slow'],
    ['HTTP_CONNECTION_LOST', 'connection-lost'],
    ['HTTP_RESPONSE_TOO_LARGE', 'answer-too-large'],
    ['HTTP_DECODE_FAILED', 'unexpected-answer'],
    ['HTTP_URL_REFUSED', 'url-refused'],
    ['HTTP_INVALID_REQUEST', 'url-refused'],
    ['CIRCUIT_BREAKER_OPEN', 'breaker-open'],
    ['CIRCUIT_BREAKER_TIMEOUT', 'too-slow'],
    ['SECURITY_UNKNOWN_SKILL', 'unknown-skill'],
    ['SECURITY_NOT_ALEXA', 'invalid-directive'],
    ['CACHE_INVALID_KEY', 'unexpected'],
  ] as const)('%s is %s, with its message and as its cause', (code, kind) => {
    const error = new GatewayError(code, 'what was seen');
    const failure = failureOfError(error);
    expect([failure.kind, failure.cause]).toEqual([kind, error]);
    expect(failure.message).toMatch(new RegExp(`^${kind} \\(what was seen\\): `));
  });

  test('that is a failure already stays itself', () => {
    const failure = new HomeFailure('no-token');
    expect(failureOfError(failure)).toBe(failure);
  });

  test.each([
    [new Error('broken')],
    [Object.assign(new Error('broken'), { code: 'constructor' })],
    [Object.assign(new Error('broken'), { code: '__proto__' })],
    [Object.assign(new Error('broken'), { code: 7 })],
  ])('of no known code is unexpected: %o', (error) => {
    expect(failureOfError(error)).toMatchObject({ kind: 'unexpected', errorType: 'INTERNAL_ERROR' });
  });

  test.each([[undefined], [null], ['text'], [{}], [{ code: 'HTTP_DNS_FAILED' }]])(
    'that is not even an error is a failure too: %o',
    (thrown) => {
      expect(failureOfError(thrown)).toBeInstanceOf(HomeFailure);
    },
  );
});
