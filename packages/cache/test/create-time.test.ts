import { createRecorder, createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createCacheGateway } from '../src/index.ts';
import { KEY } from './support/temp-directory.ts';

function cacheAt(options = {}) {
  const environment = createTestEnvironment();
  const logging = createRecorder({ warning: (_: unknown) => {} });
  const { operations } = createCacheGateway(options, { environment, peers: { logging: logging.operations } });
  return { ...operations, clock: environment.clock, logging };
}

const never = () => new Promise<never>(() => {});

describe('a create that does not end', () => {
  it('fails for all who wait when its time is over, and its key can be made again', async () => {
    const { getOrSet, clock } = cacheAt();
    const waiting = [1, 2, 3].map(() => getOrSet({ key: 'a', create: never }));
    const failed = Promise.all(
      waiting.map((one) => expect(one).rejects.toMatchObject({ code: 'CACHE_CREATE_TIMEOUT' })),
    );
    await clock.advance(30_000);
    await failed;
    expect(await getOrSet({ key: 'a', create: () => 'made' })).toBe('made');
    expect(clock.pendingTimers).toBe(0);
  });

  it('is told by its signal, and what it makes afterwards is dropped', async () => {
    const { getOrSet, get, clock } = cacheAt({ createTimeoutMs: 100 });
    const late = Promise.withResolvers<string>();
    let signal: AbortSignal | undefined;
    const asked = getOrSet({
      key: 'a',
      create(context) {
        ({ signal } = context);
        return late.promise;
      },
    });
    const failed = expect(asked).rejects.toMatchObject({ code: 'CACHE_CREATE_TIMEOUT', data: { timeoutMs: 100 } });
    await clock.advance(99);
    expect(signal?.aborted).toBe(false);
    await clock.advance(1);
    await failed;
    expect(signal?.reason).toMatchObject({ code: 'CACHE_CREATE_TIMEOUT' });
    late.resolve('late');
    await late.promise;
    expect(await get({ key: 'a' })).toBeUndefined();
  });

  it('leaves the value in grace, also to those who ask after it', async () => {
    const { getOrSet, clock, logging } = cacheAt({ graceMs: 60_000, defaultTtlMs: 10, createTimeoutMs: 100 });
    await getOrSet({ key: 'a', create: () => 'old' });
    await clock.advance(11);
    const asked = getOrSet({ key: 'a', create: never });
    await clock.advance(100);
    expect(await asked).toBe('old');
    expect(await getOrSet({ key: 'a', create: never })).toBe('old');
    expect(logging.paramsOf('warning')).toHaveLength(1);
  });

  it('does not keep a stale value from being renewed by a later one', async () => {
    const { getOrSet, clock } = cacheAt({ defaultTtlMs: 10, staleMs: 60_000, createTimeoutMs: 100 });
    await getOrSet({ key: 'a', create: () => 'old' });
    await clock.advance(11);
    expect(await getOrSet({ key: 'a', create: never })).toBe('old');
    await clock.advance(100 + 10_000);
    expect(await getOrSet({ key: 'a', create: () => 'new' })).toBe('old');
    await new Promise(setImmediate);
    expect(await getOrSet({ key: 'a', create: () => 'newer' })).toBe('new');
  });

  it('may take as long as it likes when it is so said, and then has no signal', async () => {
    const { getOrSet, configure, clock } = cacheAt({ createTimeoutMs: 100 });
    configure({ createTimeoutMs: Number.POSITIVE_INFINITY });
    const slow = Promise.withResolvers<unknown>();
    const asked = getOrSet({ key: 'a', create: ({ signal }) => slow.promise.then(() => signal) });
    await clock.advance(86_400_000);
    slow.resolve(undefined);
    expect(await asked).toBeUndefined();
    expect(clock.pendingTimers).toBe(0);
  });

  it.each([0, -1, Number.NaN, '9'])('may not take %s milliseconds', async (createTimeoutMs) => {
    const { getOrSet } = cacheAt();
    const asked = getOrSet({ key: 'a', create: () => 1, createTimeoutMs: createTimeoutMs as number });
    await expect(asked).rejects.toMatchObject({ code: 'CACHE_INVALID_TTL' });
    expect(() => cacheAt({ createTimeoutMs })).toThrow('createTimeoutMs');
  });
});

describe('a time that is longer than any timer takes', () => {
  it('is for ever, not over at once', async () => {
    const longMs = 2 ** 40;
    const options = { store: new Map<string, string>(), encryptionKey: KEY, storeTimeoutMs: longMs };
    const { operations } = createCacheGateway({ ...options, createTimeoutMs: longMs });
    const create = () => new Promise<string>((resolve) => setTimeout(resolve, 20, 'made'));
    expect(await operations.getOrSet({ key: 'a', create, graceAfterMs: longMs })).toBe('made');
    expect(operations.getStats().tiers[1]).toMatchObject({ failures: 0 });
    expect(await createCacheGateway(options).operations.has({ key: 'a' })).toBe(true);
  });
});
