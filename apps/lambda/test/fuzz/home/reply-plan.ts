import type { ErrorCode } from '@hearthgate/contracts';
import fc from 'fast-check';
import { type Fault, faults } from '../mutation.ts';

/** What the made-up home does with one request. Kept small, as a million of them are drawn. */
export interface ReplyPlan {
  readonly body: BodyPlan;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** How long the home takes, by the clock of the test. */
  readonly delayMs: number;
}

export type BodyPlan =
  /** What fits the question, whole or with faults. */
  | { readonly kind: 'fitting'; readonly pick: number; readonly faults: readonly Fault[] }
  /** An answer to something else. */
  | { readonly kind: 'other'; readonly pick: number }
  | { readonly kind: 'text'; readonly text: string }
  /** What fits, cut off or behind something, as text. */
  | { readonly kind: 'torn'; readonly pick: number; readonly keep: number; readonly before: string }
  | { readonly kind: 'huge'; readonly bytes: number }
  /** Everything that was sent comes back, in one of several places. */
  | { readonly kind: 'echo'; readonly where: 'error' | 'page' | 'speech' | 'json' | 'device' }
  | { readonly kind: 'failure'; readonly code: ErrorCode; readonly phase: string; readonly echo: boolean }
  | { readonly kind: 'thrown'; readonly value: unknown };

const PAGES = [
  ...[
    '',
    ' \n',
    '\ufeff',
    'null',
    '[]',
    '{}',
    '"text"',
    '0',
    'true',
    '404: Not Found',
    '\u0000\u0001\u001f\u008b\ufffd\ufffd',
  ],
  ...[
    '<!doctype html><html><title>Just a moment...</title></html>',
    '<html><center>nginx</center></html>',
    '<?xml version="1.0"?>',
  ],
  ...[
    '{"event":',
    '{"event":{"header":{}}}',
    '{"message":"Entity not found."}',
    '{"__proto__":{"event":1}}',
    '[[[[[[[[[[',
  ],
];
const STATUSES = [
  ...[200, 201, 204, 206, 301, 302, 307, 400, 401, 403, 404, 405, 408, 413, 418, 429],
  ...[500, 501, 502, 503, 504, 520, 521, 522, 524, 525, 530, 599],
];
const FAILURES: readonly ErrorCode[] = [
  ...([
    'HTTP_INVALID_REQUEST',
    'HTTP_URL_REFUSED',
    'HTTP_DNS_FAILED',
    'HTTP_CONNECT_REFUSED',
    'HTTP_CONNECT_TIMEOUT',
  ] as const),
  ...([
    'HTTP_TLS_FAILED',
    'HTTP_HEADERS_TIMEOUT',
    'HTTP_BODY_TIMEOUT',
    'HTTP_DEADLINE_EXCEEDED',
    'HTTP_ABORTED',
  ] as const),
  ...([
    'HTTP_CONNECTION_LOST',
    'HTTP_RESPONSE_TOO_LARGE',
    'HTTP_DECODE_FAILED',
    'HTTP_PROXY_FAILED',
    'HTTP_REDIRECT_REFUSED',
  ] as const),
];

const pick = fc.nat();
const body: fc.Arbitrary<BodyPlan> = fc.oneof(
  { weight: 50, arbitrary: fc.record({ kind: fc.constant('fitting' as const), pick, faults: fc.constant([]) }) },
  { weight: 25, arbitrary: fc.record({ kind: fc.constant('fitting' as const), pick, faults }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('other' as const), pick }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('text' as const),
      text: fc.oneof(fc.constantFrom(...PAGES), fc.json({ stringUnit: 'binary' }), fc.string({ unit: 'binary' })),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('torn' as const),
      pick,
      keep: fc.double({ min: 0, max: 1, noNaN: true }),
      before: fc.constantFrom('', '', '\ufeff', ")]}'\n", '<!-- -->'),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('echo' as const),
      where: fc.constantFrom('error', 'page', 'speech', 'json', 'device'),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('failure' as const),
      code: fc.constantFrom(...FAILURES),
      phase: fc.constantFrom('start', 'dns', 'connect', 'tls', 'headers', 'body'),
      echo: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('thrown' as const), value: fc.jsonValue({ maxDepth: 1 }) }) },
);
/** Rare: each takes as long as thousands of others. */
const huge: fc.Arbitrary<BodyPlan> = fc.record({
  kind: fc.constant('huge' as const),
  bytes: fc.constantFrom(100_000, 1_000_000, 5_000_000),
});

export const replyPlan: fc.Arbitrary<ReplyPlan> = fc.record({
  body: fc.oneof({ weight: 3_000, arbitrary: body }, { weight: 1, arbitrary: huge }),
  status: fc.oneof({ weight: 12, arbitrary: fc.constant(200) }, { weight: 2, arbitrary: fc.constantFrom(...STATUSES) }),
  headers: fc.oneof(
    { weight: 12, arbitrary: fc.constant({ 'content-type': 'application/json' }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Record<string, string>>(
        ...[{}, { 'content-type': 'text/html' }, { 'content-type': 'application/json, text/html' }],
        ...[{ 'cf-mitigated': 'challenge' }, { location: 'https://elsewhere.example/auth' }, { location: '::' }],
        ...[{ 'content-type': '\u0000', 'set-cookie': 'a=b, c=d' }],
      ),
    },
  ),
  delayMs: fc.oneof(
    { weight: 10, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 12_000 }) },
  ),
});
