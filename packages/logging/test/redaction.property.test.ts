import { redact } from '@hearthgate/kernel';
import { runInInvocation } from '@hearthgate/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Captured, captureLogging, parseLine } from './captured-logging.ts';

/** Planted where no shape or name gives it away: only its registration hides it. */
const secretText = fc.stringMatching(/^[a-zA-Z0-9+/"\\%é -]{10,24}$/).filter((text) => text.trim().length >= 10);
const level = fc.constantFrom('debug', 'info', 'warning', 'error', 'critical');
const around = fc.stringMatching(/^[a-z .]{0,12}$/);

/** Says a secret in every way that the operations have. */
function sayEverywhere({ operations }: Captured['logging'], secret: string, at: string, pad: string) {
  const text = `${pad}${secret}${pad}`;
  const error = Object.assign(new Error(text, { cause: new AggregateError([new Error(text), text], text) }), {
    code: text,
  });
  error.name = text;
  const url = new URL('https://user@example.com/');
  url.searchParams.set('q', secret);
  const data = { plain: text, [text]: 1, deep: [{ list: new Set([text]), map: new Map([[text, text]]) }], error, url };
  operations.log({ level: at as 'debug', message: text, data: { ...data, message: text, href: url.href }, error });
  operations.recordError({ error, during: text });
  operations.recordRequest({ request: text, outcome: text, cause: text, durationMs: 1 });
  operations.writeDocument({ document: { ...data, _aws: { text } } });
}

function expectHidden({ text, logging }: Captured, secret: string) {
  const escaped = JSON.stringify(secret).slice(1, -1);
  const written = [...text, JSON.stringify(logging.operations.getEntries({ limit: 1_000 }))].join('');
  for (const form of [secret, escaped, encodeURIComponent(secret), JSON.stringify(escaped).slice(1, -1)]) {
    expect(written).not.toContain(form);
  }
  expect(text.map(parseLine).length).toBeGreaterThanOrEqual(4);
}

describe('a secret of the invocation', () => {
  it('is in no line and no entry, wherever it was said and at whatever level', () => {
    fc.assert(
      fc.property(secretText, level, around, (secret, at, pad) => {
        const captured = captureLogging({ level: 'debug' });
        runInInvocation(captured.environment, { correlationId: `c-${secret}`, requestId: secret }, (invocation) => {
          invocation.secrets.add(secret);
          sayEverywhere(captured.logging, secret, at, pad);
        });
        expectHidden(captured, secret);
      }),
    );
  });

  it('is hidden by the security peer, and by the kernel when that peer fails', () => {
    fc.assert(
      fc.property(secretText, fc.boolean(), (secret, fails) => {
        const filterSensitive = <Data>({ data }: { readonly data: Data }) => {
          if (fails) throw new Error('down');
          return redact(data, [secret]) as Data;
        };
        const captured = captureLogging({ level: 'debug', peers: { security: { filterSensitive } } });
        runInInvocation(captured.environment, {}, (invocation) => {
          if (fails) invocation.secrets.add(secret);
          sayEverywhere(captured.logging, secret, 'debug', ' ');
        });
        expectHidden(captured, secret);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a secret that nobody registered', () => {
  const token = fc.stringMatching(/^[a-zA-Z0-9]{16,32}$/);

  it.each<[string, (token: string) => unknown]>([
    ['a bearer header', (text) => ({ message: `sent Authorization: Bearer ${text}` })],
    ['a query of a URL', (text) => ({ message: 'm', data: { url: `https://h/?access_token=${text}&x=1` } })],
    ['a password in a URL', (text) => ({ message: `https://me:${text}@host/` })],
    ['a member with a telling name', (text) => ({ message: 'm', data: { a: [{ apiKey: text }] } })],
    [
      'a message of a cause',
      (text) => ({ message: 'm', error: new Error('a', { cause: new Error(`token=${text}`) }) }),
    ],
    ['a member that moved into data', (text) => ({ message: 'm', data: { error: { password: text } } })],
  ])('is not in a line when it is %s', (_place, params) => {
    fc.assert(
      fc.property(token, (text) => {
        const captured = captureLogging({ level: 'debug' });
        captured.logging.operations.debug(params(text) as { message: string });
        expect(captured.text.join('')).not.toContain(text);
        expect(JSON.stringify(captured.logging.operations.getEntries())).not.toContain(text);
      }),
    );
  });
});

describe('any value', () => {
  it('makes one valid line, alone and with a security peer that changes nothing', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
      withObjectString: true,
      withTypedArray: true,
      withSparseArray: true,
      withUnicodeString: true,
    });
    const filterSensitive = <Data>({ data }: { readonly data: Data }) => data;
    fc.assert(
      fc.property(anything, anything, anything, fc.boolean(), (message, data, error, passesOn) => {
        const peers = passesOn ? { security: { filterSensitive } } : {};
        const captured = captureLogging({ level: 'debug', peers });
        captured.logging.operations.info({
          message: message as string,
          data: data as object as Record<string, unknown>,
          error,
        });
        expect(captured.last()).toMatchObject({ level: 'INFO', service: 'hearthgate', gateway_chain: ['logging'] });
        expect(captured.text).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });
});
