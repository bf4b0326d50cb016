import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../src/options.ts';
import { redirectedRequest } from '../src/redirect/redirect.ts';
import { prepareRequest } from '../src/request/prepared-request.ts';
import { UrlReader } from '../src/request/url-reader.ts';

const token = fc.stringMatching(/^[a-z][a-z-]{0,14}[a-z]$/);
const own = new Set(['te', 'expect', 'trailer', 'upgrade', 'connection', 'keep-alive']);
/** Headers of any name but those that say what the caller can read. */
const headers = fc.dictionary(
  token.filter((name) => !own.has(name) && !/^(accept.*|cache-control|if-.*|range|user-agent)$/.test(name)),
  fc.constant('zqsecretqz'),
);
const host = fc.stringMatching(/^[a-z]{1,8}\.test$/);
const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS' as const);
const status = fc.constantFrom(301, 302, 303, 307, 308);

describe('a redirect to another origin', () => {
  it('carries nothing of what the caller sent but method and harmless headers', () => {
    fc.assert(
      fc.property(host, host, method, status, headers, fc.boolean(), (from, to, verb, code, given, withBody) => {
        fc.pre(from !== to);
        const body = withBody && verb !== 'GET' && verb !== 'HEAD' ? 'zqsecretqz' : undefined;
        const params = { method: verb, url: `https://${from}/`, headers: given, body, maxRedirects: 1 } as const;
        const request = prepareRequest(params, settingsOf({}), new UrlReader());
        let next: ReturnType<typeof redirectedRequest>;
        try {
          next = redirectedRequest(request, { status: code, headers: { location: `https://${to}/` } }, 0);
        } catch (error) {
          expect(error).toMatchObject({ code: 'HTTP_REDIRECT_REFUSED', data: { reason: 'body' } });
          return;
        }
        expect(next?.route.origin).toBe(`https://${to}`);
        expect(JSON.stringify(next)).not.toContain('zqsecretqz');
      }),
    );
  });
});
