import type { CacheGetOrSetParams } from '@hearthgate/contracts';
import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createInitializationGateway } from '../src/index.ts';

const schema = z.object({ PORT: z.coerce.number(), NAME: z.string().default('home') });

function setUp(variables: Record<string, string | undefined>, peers = {}) {
  const environment = createTestEnvironment({ variables });
  let validations = 0;
  const counted = z.preprocess((input) => {
    validations += 1;
    return input;
  }, schema);
  const { operations } = createInitializationGateway({}, { environment, peers });
  const read = (ttlMs?: number) => operations.getConfig({ name: 'server', schema: counted, ttlMs });
  return { read, operations, clock: environment.clock, validations: () => validations };
}

describe('configuration', () => {
  it('is what the schema makes of the environment variables', async () => {
    expect(await setUp({ PORT: '8123' }).read()).toEqual({ PORT: 8123, NAME: 'home' });
  });

  it('is validated once within its time to live, also for concurrent callers', async () => {
    const { read, clock, validations } = setUp({ PORT: '1' });
    await Promise.all([read(1_000), read(1_000)]);
    await clock.advance(999);
    await read(1_000);
    expect(validations()).toBe(1);
    await clock.advance(1);
    await read(1_000);
    expect(validations()).toBe(2);
  });

  it('is read anew when variables changed, but not for the trace id that changes with every invocation', async () => {
    const variables: Record<string, string> = { PORT: '1', _X_AMZN_TRACE_ID: 'Root=1' };
    const { read, validations } = setUp(variables);
    expect(await read()).toMatchObject({ PORT: 1 });
    variables._X_AMZN_TRACE_ID = 'Root=2';
    await read();
    expect(validations()).toBe(1);
    variables.PORT = '2';
    expect(await read()).toMatchObject({ PORT: 2 });
  });

  it('may be undefined', async () => {
    const { operations } = setUp({});
    const nothing = z.unknown().transform(() => undefined);
    expect(await operations.getConfig({ name: 'nothing', schema: nothing })).toBeUndefined();
  });

  it('is kept by the cache peer under its name and a number of its gateway, never under a value', async () => {
    const asked: CacheGetOrSetParams<unknown>[] = [];
    const cache = {
      getOrSet: async (params: CacheGetOrSetParams<unknown>) => {
        asked.push(params);
        return params.create({ signal: undefined });
      },
    };
    const { read } = setUp({ PORT: '1', SECRET: 'a-very-secret-value' }, { cache });
    expect(await read()).toEqual({ PORT: 1, NAME: 'home' });
    const key = expect.stringMatching(/^config:server:[0-9a-f-]{36}:1$/);
    expect(asked).toMatchObject([{ key, ttlMs: 300_000, scope: 'memory' }]);
  });

  it('survives a cache that fails', async () => {
    const cache = { getOrSet: () => Promise.reject(new Error('tier down')) };
    expect(await setUp({ PORT: '5' }, { cache }).read()).toMatchObject({ PORT: 5 });
  });

  it('is validated by the security peer', async () => {
    const inputs: unknown[] = [];
    const security = {
      validateInput: async ({ input }: { input: unknown }) => {
        inputs.push(input);
        return { PORT: 9 };
      },
    };
    expect(await setUp({ PORT: '1', GONE: undefined }, { security }).read()).toEqual({ PORT: 9 });
    expect(inputs).toEqual([{ PORT: '1' }]);
  });

  it('tells a schema that broke from one that refused', async () => {
    const { operations } = setUp({ PORT: '1' });
    const broken = z.unknown().transform(() => {
      throw new RangeError('bad schema');
    });
    await expect(operations.getConfig({ name: 'x', schema: broken })).rejects.toMatchObject({
      code: 'KERNEL_UNEXPECTED',
      message: expect.stringContaining('bad schema'),
    });
  });

  it.each([
    [{ schema }, 'name'],
    [{ name: 'a' }, 'schema'],
    [{ name: 'a', schema, ttlMs: -1 }, 'ttlMs'],
  ])('refuses %j', async (params, what) => {
    const { operations } = setUp({});
    await expect(operations.getConfig(params as never)).rejects.toMatchObject({
      code: 'KERNEL_INVALID_PARAMS',
      message: expect.stringContaining(what),
    });
  });
});
