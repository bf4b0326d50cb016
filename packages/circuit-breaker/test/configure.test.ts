import { describe, expect, it } from 'vitest';
import { createCircuitBreakerGateway } from '../src/index.ts';
import { createApi } from './api.ts';

describe('configuring a breaker', () => {
  it('before its first call makes it, and calls bring no other options', async () => {
    const { operations, fail, state } = createApi();
    operations.configure({ name: 'api', options: { failureThreshold: 2 } });
    expect(state()).toBe('closed');
    await fail({ options: { failureThreshold: 100 } });
    await fail();
    expect(state()).toBe('open');
  });

  it('keeps what is left out, and the state', async () => {
    const { operations, failTimes, clock, succeed, state } = createApi({ openMs: 1_000, failureThreshold: 1 });
    await failTimes(1);
    operations.configure({ name: 'api', options: { failureThreshold: 3 } });
    expect(state()).toBe('open');
    await clock.advance(1_000);
    await succeed();
    await failTimes(2);
    expect(state()).toBe('closed');
    await failTimes(1);
    await expect(succeed()).rejects.toMatchObject({ data: { retryAfterMs: 1_000 } });
  });

  it('forgets what was sampled, whatever the strategy', async () => {
    const { operations, failTimes, state } = createApi({ failureThreshold: 3 });
    await failTimes(2);
    operations.configure({ name: 'api', options: {} });
    await failTimes(2);
    expect(state()).toBe('closed');
    operations.configure({
      name: 'api',
      options: { sampling: { kind: 'count-window', size: 2, failureRatio: 0.5 } },
    });
    await failTimes(2);
    expect(state()).toBe('open');
  });

  it('leaves one that is open by hand as it is', () => {
    const { operations, state } = createApi();
    operations.forceOpen({ name: 'api' });
    operations.configure({ name: 'api', options: { openMs: 5 } });
    expect(state()).toBe('isolated');
  });

  it('with wrong options changes nothing', async () => {
    const { operations, failTimes, state } = createApi({ failureThreshold: 2 });
    await failTimes(1);
    expect(() => operations.configure({ name: 'api', options: { timeoutMs: 0 } })).toThrow(
      expect.objectContaining({ code: 'CIRCUIT_BREAKER_INVALID_OPTIONS' }),
    );
    expect(() => operations.configure({ name: 'api' } as never)).toThrow(
      expect.objectContaining({ code: 'KERNEL_INVALID_PARAMS', message: expect.stringMatching(/^options/) }),
    );
    await failTimes(1);
    expect(state()).toBe('open');
  });
});

describe('configuring the gateway', () => {
  it('is for breakers that are made later, under what their calls bring', async () => {
    const { operations } = createCircuitBreakerGateway();
    const fail = (name: string, options = {}) =>
      operations.call({ name, run: () => Promise.reject(new Error('down')), options }).catch(() => undefined);
    await fail('before');
    operations.configure({ options: { failureThreshold: 1 } });
    for (const name of ['before', 'after']) await fail(name);
    await fail('own', { failureThreshold: 2 });
    const states = operations.getStatus().breakers.map(({ name, state }) => `${name} ${state}`);
    expect(states).toEqual(['before closed', 'after open', 'own closed']);
  });

  it('takes timeouts and limits back with Infinity', async () => {
    const { operations, call, clock } = createApi({ timeoutMs: 10, maxConcurrent: 1 });
    operations.configure({ options: { timeoutMs: Infinity, maxConcurrent: Infinity } });
    const slow = Promise.withResolvers<string>();
    const calls = [call(() => slow.promise), call(() => slow.promise)];
    await clock.advance(1_000);
    slow.resolve('up');
    expect(await Promise.all(calls)).toEqual(['up', 'up']);
  });
});
