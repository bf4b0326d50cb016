import { GatewayError } from '@hearthgate/kernel';
import { describe, expect, it } from 'vitest';
import { createSecurityGateway } from '../src/index.ts';

const SECRET = 'planted-value-0001';
const { sanitizeError } = createSecurityGateway({ secrets: [SECRET] }).operations;

describe('what may be told of an error', () => {
  it('is name, message, code and the messages of its causes, redacted', () => {
    const root = new TypeError(`token=abcdef and ${SECRET}`);
    const error = new GatewayError('HTTP_CONNECT_REFUSED', `no way to ${SECRET}`, {
      cause: new Error(`https://user:pass@home.example/ failed`, { cause: root }),
    });
    expect(sanitizeError({ error })).toEqual({
      name: 'GatewayError',
      message: 'no way to [redacted]',
      code: 'HTTP_CONNECT_REFUSED',
      causes: ['https://[redacted]@home.example/ failed', 'token=[redacted] and [redacted]'],
    });
  });

  it('includes the attempts of an AggregateError, which itself may have no message', () => {
    const attempts = ['::1', '127.0.0.1'].map((host) =>
      Object.assign(new Error(`connect ECONNREFUSED ${host}:8123`), { code: 'ECONNREFUSED' }),
    );
    const error = Object.assign(new AggregateError(attempts), { code: 'ECONNREFUSED' });
    expect(sanitizeError({ error })).toEqual({
      name: 'AggregateError',
      message: 'ECONNREFUSED',
      code: 'ECONNREFUSED',
      causes: ['connect ECONNREFUSED ::1:8123', 'connect ECONNREFUSED 127.0.0.1:8123'],
    });
  });

  it.each([
    ['a text', `broke at ${SECRET}`, 'broke at [redacted]'],
    ['nothing', undefined, 'undefined'],
    ['data', { password: 'x', why: [1] }, '{"password":"[redacted]","why":[1]}'],
    ['data with a message', { message: `is ${SECRET}`, code: 7 }, 'is [redacted]'],
  ])('is found also when %s was thrown', (_what, error, message) => {
    expect(sanitizeError({ error })).toEqual({ name: 'NonError', message, causes: [] });
  });

  it('is found in errors that are built to break it', () => {
    const round: Error & { cause?: unknown } = new Error('round');
    round.cause = round;
    expect(sanitizeError({ error: round })).toEqual({ name: 'Error', message: 'round', causes: [] });

    const throwing = new Proxy(new Error('x'), {
      get: () => {
        throw new Error(SECRET);
      },
    });
    expect(sanitizeError({ error: throwing }).message).not.toContain(SECRET);

    let chain = new Error('last');
    for (let level = 0; level < 1_000; level += 1) chain = new Error(`level ${level}`, { cause: chain });
    expect(sanitizeError({ error: chain }).causes).toHaveLength(10);
    expect(sanitizeError({ error: new Error('<html>'.repeat(10_000)) }).message.length).toBeLessThan(2_010);
    expect(sanitizeError({ error: Object.assign(new Error(''), { name: 7 }) })).toMatchObject({
      message: 'no message',
    });
  });
});
