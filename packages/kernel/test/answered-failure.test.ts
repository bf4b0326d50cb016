import { describe, expect, it } from 'vitest';
import { createEnvironment, createGateway, GatewayError } from '../src/index.ts';
import { createCounter } from './counter-gateway.ts';

describe('a failure', () => {
  it.each<[string, unknown]>([
    ['an error', new Error('broke with Bearer abcdefgh12345678')],
    ['a coded error', new GatewayError('CACHE_INVALID_KEY', 'The key is empty.', { retryable: true })],
    ['a coded error of another copy', Object.assign(new Error('no key'), { code: 'CACHE_INVALID_KEY' })],
    ['an error with a code of its own', Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })],
    ['a TypeError', new TypeError('x is no function')],
    ['a text', 'token=abcdefgh12345678'],
    ['nothing', undefined],
  ])('is answered by execute as operations throw it: %s', async (_, what) => {
    const failing = createGateway<{ fail(): never; failLater(): Promise<never> }, object>({
      name: 'failing',
      alone: {},
      operations: {
        fail: () => {
          throw what;
        },
        failLater: () => Promise.reject(what),
      },
    });
    for (const operation of ['fail', 'failLater'] as const) {
      const thrown = await Promise.resolve()
        .then(() => failing.operations[operation]())
        .catch((error: unknown) => error);
      expect(thrown).toBeInstanceOf(GatewayError);
      const error = (thrown as GatewayError).toJSON();
      expect(await failing.execute(operation)).toMatchObject({ success: false, error });
      expect(JSON.stringify(error)).not.toContain('abcdefgh12345678');
    }
  });

  it.each<[string, () => unknown]>([
    ['that has no text', () => Object.create(null)],
    [
      'whose message cannot be read',
      () =>
        Object.defineProperty(new Error(), 'message', {
          get: () => {
            throw new Error('no');
          },
        }),
    ],
    ['whose message is no text', () => Object.assign(new Error(), { message: Symbol('s') })],
    [
      'that is a revoked proxy',
      () => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        return proxy;
      },
    ],
  ])('is answered by execute when something is thrown %s', (_, make) => {
    const task = () => {
      throw make();
    };
    expect(createCounter().execute('run', { task })).toMatchObject({
      success: false,
      error: { code: 'KERNEL_UNEXPECTED', message: expect.stringContaining('counter.run failed'), retryable: false },
    });
  });

  it('is answered by execute when what the operation gives throws where it is waited for', () => {
    const task = () => ({
      // biome-ignore lint/suspicious/noThenProperty: that is what is tested.
      then() {
        throw new Error('nobody waits for me');
      },
    });
    expect(createCounter().execute('run', { task: task as never })).toMatchObject({
      success: false,
      error: { code: 'KERNEL_UNEXPECTED', message: expect.stringContaining('nobody waits for me') },
    });
  });

  it('is counted once, whichever way it is told', async () => {
    const environment = createEnvironment();
    const counter = createCounter({ environment });
    const errors = () => environment.statistics.operations().counter?.fail?.errors;
    counter.execute('fail', { how: 'code' });
    await counter.execute('fail', { how: 'later' });
    expect(errors()).toBe(2);
    expect(() => counter.operations.fail({ how: 'unexpected' })).toThrow();
    expect(errors()).toBe(3);
  });
});
