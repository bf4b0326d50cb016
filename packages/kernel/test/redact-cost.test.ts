import { describe, expect, it } from 'vitest';
import { redact, redactText } from '../src/index.ts';

const MEGABYTE = 1_048_576;

/** Far more than a linear pass takes, far less than a quadratic one over a megabyte. */
const SLACK_MS = 4_000;

const FRAGMENTS = [
  ...['a', ' ', '\n', ':', '=', '>', ')', '\\', '\\\\', '\\"', '%', '%25', '%2525', '%FF', '%E2%82', '%5C%22'],
  ...['token', 'token:', 'token=', 'token="', "token:'", 'token: ', 'token:)', 'token:{"', 'token:[', '"token":{"a\n'],
  ...['token%3D', '\\u0025', '\\u005c', 'a:b,', 'pin=1,a=', 'api key:', '<token>', '?key=', 'access_key '],
  ...['eyJ', 'eyJ-', 'eyJabcdef.', 'a.a-', 'Atza|', 'AKIA', 'xoxb-', 'tskey-', 'ghp_'],
  ...['://', '://a:b', 'https://a:b/', 'https://a@', 'arn:', 'arn:a:b:c:1:'],
  ...['-----BEGIN PRIVATE KEY-----', '-----BEGIN ', 'Bearer ', 'bearer  ', 'basic Aa1', 'Digest a=', 'Negotiate A'],
  ...['authorization:', 'authorization: a=b\n', '\'cookie:x=y"', '"cookie:x=y\'', 'cookie: a', 'authorization: aws4-'],
  ...['a=a&', 'code=a', 'authorization: Xy ', 'authorization: Xy z=', 'aPass:'],
];

function timeOf(run: () => unknown): number {
  const startedAt = performance.now();
  run();
  return performance.now() - startedAt;
}

describe('the work of redaction', () => {
  it.each(FRAGMENTS)('is linear in a megabyte of %j', (fragment) => {
    const text = fragment.repeat(MEGABYTE / fragment.length);
    expect(timeOf(() => redactText(text, ['a'.repeat(40), `${'\\"'.repeat(8)}x`]))).toBeLessThan(SLACK_MS);
  });

  it.each(['token:{', 'token:["', 'token="', 'authorization: ', '<token>'])(
    'is linear also behind %j, whatever follows',
    (beginning) => {
      for (const fragment of [...FRAGMENTS, '\\"\n', '"\n', "'\n", '{"', '[\n', ']\n']) {
        const text = beginning + fragment.repeat(MEGABYTE / 4 / fragment.length);
        expect(
          timeOf(() => redactText(text)),
          JSON.stringify(fragment),
        ).toBeLessThan(SLACK_MS);
      }
    },
    60_000,
  );

  it('is bounded for long lists, wide objects and values that are shared again and again', () => {
    const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, index]));
    let shared: unknown = 'leaf';
    for (let level = 0; level < 30; level += 1) shared = [shared, shared, shared];
    const endless = {
      *[Symbol.iterator]() {
        for (;;) yield 'more';
      },
    };
    const forever = Object.assign(new Set(['x']), endless);
    for (const value of [new Array(2 ** 32 - 1), new Array(1_000_000).fill('text'), wide, shared, forever]) {
      expect(timeOf(() => redact(value))).toBeLessThan(SLACK_MS);
    }
  });

  it('is done once for objects in each other of which each says something of its own members', () => {
    for (const mark of [{ name: 'token' }, { type: 'authorization_code' }, { 'Bearer abcdefgh': 1 }]) {
      let nested: object = { x: 1 };
      for (let level = 0; level < 30; level += 1) nested = { a: nested, b: nested, ...mark };
      expect(timeOf(() => redact(nested))).toBeLessThan(SLACK_MS);
    }
  });

  it('leaves out what lies beyond the bound, so that nothing of it can leak', () => {
    const list = [...new Array(50_000).fill('text'), 'planted-secret-0001'];
    const copy = redact({ list, after: 'text' }, ['planted-secret-0001']) as { list: unknown[]; after: unknown };
    expect(copy.list.length).toBeLessThan(20_010);
    expect([copy.list.at(-1), copy.after]).toEqual(['[left out]', '[left out]']);
    expect(redact(copy)).toEqual(copy);
  });
});
