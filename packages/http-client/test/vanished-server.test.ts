import { describe, expect, it } from 'vitest';
import { ExchangeFailure } from '../src/failure/exchange-failure.ts';
import { transportFailure } from '../src/failure/transport-failure.ts';
import { mayRetryFailure } from '../src/retry/retry-policy.ts';

const CODES = ['EHOSTUNREACH', 'ENETUNREACH', 'ECONNREFUSED', 'ETIMEDOUT'];
const failed = (code: string) => Object.assign(new Error(`read ${code}`), { code });

// Loopback breaks no connection with these codes: the kernel tells them of a server that has vanished.
describe('a connection that breaks because its server has vanished', () => {
  it.each(CODES)('with %s is a lost one once a request was handed to it', (code) => {
    for (const phase of ['headers', 'body'] as const) {
      const failure = transportFailure(failed(code), phase);
      expect(failure).toMatchObject({ code: 'HTTP_CONNECTION_LOST', details: { phase, reason: code } });
    }
    expect(transportFailure(failed(code), 'connect').code).toMatch(/^HTTP_CONNECT_(?:REFUSED|TIMEOUT)$/);
  });

  it.each(['HTTP_CONNECTION_LOST', 'HTTP_CONNECT_REFUSED', 'HTTP_PROXY_FAILED', 'HTTP_HEADERS_TIMEOUT'] as const)(
    'after which nobody knows what the server did (%s) lets nothing be sent twice that must not be',
    (code) => {
      const failure = Object.assign(new ExchangeFailure(code, { phase: 'headers' }), { started: true });
      expect(mayRetryFailure(failure, false)).toBe(false);
      expect(mayRetryFailure(failure, true)).toBe(true);
    },
  );
});
