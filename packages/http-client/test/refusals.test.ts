import type { HttpRequestParams } from '@hearthgate/contracts';
import { describe, expect, it } from 'vitest';
import { createHttpGateway } from '../src/index.ts';
import { createClient, rejection } from './client.ts';
import { serve } from './loopback.ts';

const url = 'http://127.0.0.1:9/';
const circular: Record<string, unknown> = {};
circular.self = circular;

describe('a request that cannot be sent', () => {
  it.each<[string, object, RegExp]>([
    ['no method', { url }, /^method is one of/],
    ['a method that does not exist', { method: 'FETCH', url }, /^method is one of/],
    ['no url', { method: 'GET' }, /absolute URL/],
    ['a relative url', { method: 'GET', url: '/api' }, /absolute URL/],
    ['another scheme', { method: 'GET', url: 'file:///etc/passwd' }, /https:\/\/ or http:\/\//],
    ['a password in the url', { method: 'GET', url: 'http://ada:lovelace@127.0.0.1/' }, /authorization header/],
    ['a body on a GET', { method: 'GET', url, body: 'x' }, /carries no body/],
    ['a body without a JSON form', { method: 'POST', url, body: circular }, /no JSON form/],
    ['a FormData as body', { method: 'POST', url, body: new FormData() }, /FormData/],
    ['retries without end', { method: 'GET', url, retries: Infinity }, /retries/],
    ['redirects of minus one', { method: 'GET', url, maxRedirects: -1 }, /maxRedirects/],
    ['an unknown type of response', { method: 'GET', url, responseType: 'json' }, /responseType/],
    ['a function as body', { method: 'POST', url, body: () => 1 }, /no JSON form/],
    ['a header with a line break', { method: 'GET', url, headers: { a: 'x\r\nb: y' } }, /header a has a character/],
    ['a header name with a space', { method: 'GET', url, headers: { 'a b': 'x' } }, /cannot be the name/],
    ['a header twice', { method: 'GET', url, headers: { A: 'x', a: 'y' } }, /given twice/],
    ['a header that is a number', { method: 'GET', url, headers: { a: 1 } }, /not a text/],
    ['a header of the connection', { method: 'GET', url, headers: { 'Transfer-Encoding': 'x' } }, /set by the client/],
    ['headers that are a list', { method: 'GET', url, headers: ['a'] }, /object of names/],
    ['a time without end', { method: 'GET', url, timeouts: { connectMs: Infinity } }, /timeouts\.connectMs/],
    ['a time of zero', { method: 'GET', url, timeouts: { bodyMs: 0 } }, /timeouts\.bodyMs/],
    ['half a byte', { method: 'GET', url, maxResponseBytes: 0.5 }, /maxResponseBytes/],
    ['a deadline that is no time', { method: 'GET', url, deadlineAtMs: Number.NaN }, /deadlineAtMs/],
    ['a certificate that is none', { method: 'GET', url, ca: 'secret' }, /PEM/],
    ['one host name for a list', { method: 'GET', url, allowedHosts: '127.0.0.1' }, /list of host names/],
  ])('is refused: %s', async (_what, params, message) => {
    const error = await rejection(createHttpGateway().operations.makeRequest(params as HttpRequestParams));
    expect(error).toMatchObject({ code: 'HTTP_INVALID_REQUEST', retryable: false });
    expect(error.message).toMatch(message);
  });

  it('is told without the value of a header and without the URL', async () => {
    const params = {
      method: 'GET',
      url: 'ftp://hidden-host/hidden-path',
      headers: { 'x-key': 'hidden-value\n' },
    } as const;
    const wrongUrl = await rejection(createHttpGateway().operations.makeRequest(params));
    const wrongHeader = await rejection(createHttpGateway().operations.makeRequest({ ...params, url }));
    expect(`${wrongUrl.message} ${wrongHeader.message}`).not.toContain('hidden');
  });
});

describe('a URL that may not be called', () => {
  it('is one whose host is not on the list of the gateway or of the request', async () => {
    const { origin, requests } = await serve((_request, response) => response.end());
    const { operations } = createClient({ allowedHosts: ['127.0.0.1', '*.example.com'] });
    const ask = (params: Partial<HttpRequestParams>) =>
      operations.makeRequest({ method: 'GET', url: origin, ...params });
    expect((await ask({})).status).toBe(200);
    expect((await ask({ allowedHosts: ['127.0.0.1'] })).status).toBe(200);
    for (const refused of [
      { url: 'http://example.com/' },
      { url: 'http://badexample.com/' },
      { allowedHosts: ['localhost'] },
    ]) {
      expect(await rejection(ask(refused))).toMatchObject({ code: 'HTTP_URL_REFUSED', retryable: false });
    }
    expect(requests).toHaveLength(2);
  });

  it('is every URL when private ones are forbidden and nobody can tell which they are', async () => {
    const error = await rejection(
      createHttpGateway({ allowPrivate: false }).operations.makeRequest({ method: 'GET', url, allowPrivate: true }),
    );
    expect(error).toMatchObject({ code: 'HTTP_URL_REFUSED', data: { host: '127.0.0.1' } });
    expect(error.message).toContain('security gateway');
  });
});

describe('options', () => {
  it.each([
    [{ timeouts: { totalMs: -1 } }, 'totalMs'],
    [{ keepAliveMs: 0 }, 'keepAliveMs'],
    [{ maxResponseBytes: 1.5 }, 'maxResponseBytes'],
    [{ connections: 0 }, 'connections'],
    [{ maxOrigins: 0 }, 'maxOrigins'],
    [{ deadlineMarginMs: -1 }, 'deadlineMarginMs'],
  ])('%j is refused by name', (options, name) => {
    expect(() => createHttpGateway(options)).toThrow(
      expect.objectContaining({ code: 'HTTP_INVALID_OPTIONS', message: expect.stringContaining(name) }),
    );
  });
});
