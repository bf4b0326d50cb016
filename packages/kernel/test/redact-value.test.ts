import { describe, expect, it } from 'vitest';
import { redact } from '../src/index.ts';

const SECRET = 'planted-secret-0001';

/** An object whose every trap throws. */
const hostile = () =>
  new Proxy(
    {},
    {
      get: () => {
        throw new Error(SECRET);
      },
      getPrototypeOf: () => {
        throw new Error(SECRET);
      },
      ownKeys: () => {
        throw new Error(SECRET);
      },
    },
  );

describe('a value', () => {
  it('becomes plain data', () => {
    const bare = Object.assign(Object.create(null) as object, { a: 1 });
    const value = {
      date: new Date(0),
      noDate: new Date(Number.NaN),
      url: new URL('https://user:pass@h.example/?token=x&a=1'),
      query: new URLSearchParams({ a: '1', token: 'x' }),
      map: new Map<unknown, unknown>([
        ['a', 1],
        [{}, 2],
        [{}, 3],
      ]),
      set: new Set([1, 'a']),
      bytes: new Uint8Array(3),
      big: 10n,
      symbol: Symbol('s'),
      run: () => 1,
      boxed: new String('text'),
      pattern: /a+/g,
      bare,
      nothing: [undefined, null, true, 1.5],
    };
    expect(redact(value)).toEqual({
      date: '1970-01-01T00:00:00.000Z',
      noDate: 'Invalid Date',
      url: 'https://[redacted]@h.example/?token=[redacted]&a=1',
      query: 'a=1&token=[redacted]',
      map: { a: 1, '[object]': 2, '[object] 2': 3 },
      set: [1, 'a'],
      bytes: '[3 bytes]',
      big: '10',
      symbol: '[symbol]',
      run: '[function]',
      boxed: 'text',
      pattern: '/a+/g',
      bare: { a: 1 },
      nothing: [undefined, null, true, 1.5],
    });
  });

  it('loses members of a secret name whole, and keeps what tells nothing', () => {
    const value = { token: { a: [SECRET] }, apiKey: 5, password: '', secret: null, cookie: undefined, hasToken: true };
    expect(redact(value)).toEqual({ ...value, token: '[redacted]', apiKey: '[redacted]' });
    expect(redact({ registeredSecrets: 3, maxTokens: 5, pin: 1234 })).toEqual({
      registeredSecrets: 3,
      maxTokens: 5,
      pin: '[redacted]',
    });
  });

  it.each([
    'authorization',
    'Proxy-Authorization',
    'COOKIE',
    'cookie',
    'Set-Cookie',
    'api-key',
    'API-KEY',
    'X-Api-Key',
    'x-amz-security-token',
    'X-A-SECRET',
    'X-Auth-Key',
    'Ocp-Apim-Subscription-Key',
  ])('hides what follows the header %s in a list', (header) => {
    expect(redact([header, 'abc', 'Host', 'x'])).toEqual([header, '[redacted]', 'Host', 'x']);
  });

  it('loses the code of a grant, named values and headers in lists', () => {
    expect(redact({ grant: { type: 'OAuth2.AuthorizationCode', code: 'abc' }, error: { code: 'abc' } })).toEqual({
      grant: { type: 'OAuth2.AuthorizationCode', code: '[redacted]' },
      error: { code: 'abc' },
    });
    const grant = { grant_type: 'authorization_code', code: 'abc' };
    expect(redact([grant, { grantType: 'authorization_code', code: 'abc' }, { grantType: 'x', code: 'abc' }])).toEqual([
      { ...grant, code: '[redacted]' },
      { grantType: 'authorization_code', code: '[redacted]' },
      { grantType: 'x', code: 'abc' },
    ]);
    expect(redact([new URLSearchParams({ code: 'abc' }), new URLSearchParams(grant)])).toEqual([
      'code=[redacted]',
      'grant_type=authorization_code&code=[redacted]',
    ]);
    expect(
      redact([
        { name: 'HOME_TOKEN', value: 'abc' },
        { Key: 'Cookie', Value: 'abc' },
        { name: 'on', value: 'ON' },
      ]),
    ).toEqual([
      { name: 'HOME_TOKEN', value: '[redacted]' },
      { Key: 'Cookie', Value: '[redacted]' },
      { name: 'on', value: 'ON' },
    ]);
    expect(redact(['Host', 'x', 'authorization', 'abc', 'X-Auth-Token', 'abc'])).toEqual([
      'Host',
      'x',
      'authorization',
      '[redacted]',
      'X-Auth-Token',
      '[redacted]',
    ]);
  });

  it('loses the private half of a JSON Web Key and keeps the public one', () => {
    const half = { kty: 'EC', crv: 'P-256', x: 'abc', y: 'def', kid: 'one' };
    expect(redact({ keys: [{ ...half, d: 'ghi', name: 'signing-secret', value: 'jkl' }] })).toEqual({
      keys: [{ ...half, d: '[redacted]', name: 'signing-secret', value: '[redacted]' }],
    });
    expect(redact({ kty: 'oct', k: 'abc', alg: 'HS256' })).toEqual({ kty: 'oct', k: '[redacted]', alg: 'HS256' });
    expect(redact({ d: 'abc', k: 'def' })).toEqual({ d: 'abc', k: 'def' });
  });

  it('keeps both of two names that hiding made alike', () => {
    expect(redact({ first1234: 1, second12: 2, third1234: 3, a: 4 }, ['first1234', 'second12', 'third1234'])).toEqual({
      '[redacted]': 1,
      '[redacted] 2': 2,
      '[redacted] 3': 3,
      a: 4,
    });
  });

  it('loses known secrets that are numbers', () => {
    expect(redact({ a: 12345678, b: 1, c: 12345678n }, ['12345678'])).toEqual({
      a: '[redacted]',
      b: 1,
      c: '[redacted]',
    });
  });

  it('keeps a member named __proto__ without touching the prototype', () => {
    const copy = redact(JSON.parse(`{"__proto__":{"password":"${SECRET}","polluted":true}}`)) as Record<
      string,
      unknown
    >;
    expect(JSON.stringify(copy)).toBe('{"__proto__":{"password":"[redacted]","polluted":true}}');
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  });

  it('tells an error with its causes and own members, without the stack', () => {
    const cause = new AggregateError([new TypeError(`inner ${SECRET}`)], 'many');
    const error = Object.assign(new Error(`outer ${SECRET}`, { cause }), { code: 'ECONNREFUSED', token: SECRET });
    expect(redact(error, [SECRET])).toEqual({
      name: 'Error',
      message: 'outer [redacted]',
      code: 'ECONNREFUSED',
      token: '[redacted]',
      cause: { name: 'AggregateError', message: 'many', errors: [{ name: 'TypeError', message: 'inner [redacted]' }] },
    });
  });

  it('is what its toJSON says, redacted, also when that answers the object itself or throws', () => {
    class Account {
      readonly #token = SECRET;
      toJSON() {
        return { token: this.#token, note: `is ${this.#token}` };
      }
    }
    const itself = { a: SECRET, toJSON: () => itself };
    const broken = {
      toJSON: () => {
        throw new Error(SECRET);
      },
    };
    expect(redact([new Account(), itself, broken], [SECRET])).toEqual([
      { token: '[redacted]', note: 'is [redacted]' },
      { a: '[redacted]', toJSON: '[function]' },
      '[unreadable]',
    ]);
  });

  it('shows what cannot be read as such', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const broken = Object.defineProperty({ a: 1 }, 'b', {
      enumerable: true,
      get: () => {
        throw new Error(SECRET);
      },
    });
    const error = Object.defineProperty(new Error('x'), 'message', {
      get: () => {
        throw new Error(SECRET);
      },
    });
    expect(redact([hostile(), proxy, broken, error])).toEqual([
      '[unreadable]',
      '[unreadable]',
      { a: 1, b: '[unreadable]' },
      { name: 'Error', message: '[unreadable]' },
    ]);
  });

  it('is cut where it turns back on itself or goes too deep', () => {
    const round: { token: string; self?: unknown; list?: unknown } = { token: SECRET };
    round.self = round;
    round.list = [round];
    expect(redact(round)).toEqual({ token: '[redacted]', self: '[circular]', list: ['[circular]'] });
    let deep: unknown = SECRET;
    for (let level = 0; level < 10_000; level += 1) deep = { deep };
    const text = JSON.stringify(redact(deep));
    expect(text).toContain('[too deep]');
    expect(text).not.toContain(SECRET);
  });

  it('is the same value twice where it is shared, not a cycle', () => {
    const shared = { a: 1 };
    expect(redact([shared, shared])).toEqual([{ a: 1 }, { a: 1 }]);
  });
});
