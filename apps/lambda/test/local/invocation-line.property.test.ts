import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InvocationOutcome } from '../../src/local/invocation.ts';
import { formatInvocation } from '../../src/local/terminal/invocation-line.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const reported = fc.record({ errorType: anyText, errorMessage: anyText, trace: fc.array(anyText, { maxLength: 3 }) });
const outcome: fc.Arbitrary<InvocationOutcome> = fc.oneof(
  fc.record({ kind: fc.constant('response' as const), payload: fc.oneof(fc.json(), anyText) }),
  reported.map((error) => ({ kind: 'function-error' as const, ...error })),
  reported.map((error) => ({ kind: 'init-error' as const, ...error })),
  fc.record({ kind: fc.constant('runtime-exited' as const), reason: anyText }),
);
const logLine = fc.oneof(
  anyText,
  fc.json(),
  fc
    .record({
      event: fc.constant('invocation'),
      gateways: fc.jsonValue(),
      duration_ms: fc.jsonValue(),
      cause: fc.jsonValue(),
    })
    .map((entry) => JSON.stringify(entry)),
  fc.record({ level: fc.jsonValue(), msg: fc.jsonValue(), err: fc.jsonValue() }).map((entry) => JSON.stringify(entry)),
);
const invocation = fc.record({
  requestId: fc.uuid(),
  payload: fc.oneof(fc.json(), anyText),
  outcome,
  logLines: fc.array(logLine, { maxLength: 6 }),
  durationMs: fc.double({ min: 0, max: 1e6, noNaN: true }),
  memorySizeMb: fc.constant(128),
});

describe('whatever an invocation contains', () => {
  it('its line is printable text, and everything below it is indented', () => {
    fc.assert(
      fc.property(invocation, (any) => {
        const [line, ...below] = formatInvocation(any).split('\n');
        expect(line).toMatch(/^[✓✗] /u);
        for (const text of [line, ...below]) expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cf}]/u);
        for (const text of below) expect(text).toMatch(/^ {4}/);
      }),
      { numRuns: 500 },
    );
  });

  it('no token of its event is printed', () => {
    const secret = fc.stringMatching(/^[a-zA-Z0-9+/=_-]{8,40}$/);
    const place = fc.constantFrom(
      (token: string) => ({ directive: { payload: { scope: { token } } } }),
      (token: string) => ({ directive: { payload: { grant: { code: token } } } }),
      (token: string) => ({ headers: { authorization: `Bearer ${token}` } }),
      (token: string) => ({ headers: { cookie: [token] } }),
      (token: string) => ({ context: { System: { user: { accessToken: token }, apiAccessToken: `${token}-more` } } }),
    );
    fc.assert(
      fc.property(secret, place, anyText, (token, eventWith, around) => {
        const text = formatInvocation({
          requestId: 'r',
          payload: JSON.stringify({ ...eventWith(token), httpMethod: 'GET', path: `/${token}` }),
          outcome: {
            kind: 'function-error',
            errorType: 'Error',
            errorMessage: `${token}${around}`,
            trace: [`at ${token}`],
          },
          logLines: [`${around}${token}`, JSON.stringify({ level: 50, msg: token, cause: token })],
          durationMs: 1,
          memorySizeMb: 128,
        });
        expect(text).not.toContain(token);
      }),
      { numRuns: 500 },
    );
  });
});
