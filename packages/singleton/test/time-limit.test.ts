import { createRecorder, createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createSingletonGateway } from '../src/index.ts';

function bench() {
  const environment = createTestEnvironment();
  const logging = createRecorder({ warning: (_: unknown) => {}, debug: (_: unknown) => {} });
  const { operations } = createSingletonGateway({}, { environment, peers: { logging: logging.operations } });
  return { ...operations, clock: environment.clock, logging };
}

const never = () => new Promise<never>(() => {});
const timeout = expect.objectContaining({ code: 'SINGLETON_TIMEOUT' });

describe('an instance that is never made', () => {
  it('fails for all who wait when its time is over, and the next get tries again', async () => {
    const { get, clock, getStatus } = bench();
    const waiting = [1, 2].map(() => get({ key: 'pool', create: never }));
    const failed = Promise.all(waiting.map((one) => expect(one).rejects.toEqual(timeout)));
    await clock.advance(29_999);
    expect(getStatus().state).toBe('healthy');
    await clock.advance(1);
    await failed;
    expect(getStatus().reasons).toEqual([expect.stringContaining('not made within 30000 ms')]);
    expect(await get({ key: 'pool', create: () => 'made' })).toBe('made');
    expect(getStatus().state).toBe('healthy');
    expect(clock.pendingTimers).toBe(0);
  });

  it('does not keep resetAll waiting', async () => {
    const { get, resetAll, clock } = bench();
    const failed = expect(get({ key: 'pool', create: never, timeoutMs: 100 })).rejects.toEqual(timeout);
    const ending = resetAll();
    await clock.advance(100);
    await failed;
    expect(await ending).toBe(0);
  });

  it('is ended when it comes all the same, and not in the place of the one that was made meanwhile', async () => {
    const { get, clock } = bench();
    const late = Promise.withResolvers<string>();
    const ended: string[] = [];
    const dispose = (instance: string) => void ended.push(instance);
    const asked = get({ key: 'pool', create: () => late.promise, dispose, timeoutMs: 100 });
    const failed = expect(asked).rejects.toEqual(timeout);
    await clock.advance(100);
    await failed;
    expect(await get({ key: 'pool', create: () => 'second', dispose })).toBe('second');
    late.resolve('first');
    await expect.poll(() => ended).toEqual(['first']);
    expect(await get({ key: 'pool' })).toBe('second');
  });

  it('leaves a line when it comes too late and fails to end', async () => {
    const { get, clock, logging } = bench();
    const late = Promise.withResolvers<string>();
    const dispose = () => Promise.reject(new Error('still in use'));
    const asked = get({ key: 'pool', create: () => late.promise, dispose, timeoutMs: 100 });
    const failed = expect(asked).rejects.toEqual(timeout);
    await clock.advance(100);
    await failed;
    late.resolve('first');
    const lines = () => logging.paramsOf('warning').map((params) => (params as { message: string }).message);
    await expect.poll(lines).toEqual([expect.stringContaining('not made'), expect.stringContaining('failed to end')]);
  });

  it('may take as long as it likes when it is so said, which no timer could measure', async () => {
    const { get, clock } = bench();
    const slow = Promise.withResolvers<string>();
    const asked = get({ key: 'pool', create: () => slow.promise, timeoutMs: Number.POSITIVE_INFINITY });
    await clock.advance(2 ** 40);
    slow.resolve('made');
    expect(await asked).toBe('made');
  });

  it.each([0, -1, Number.NaN])('may not take %s milliseconds', async (timeoutMs) => {
    const { get } = bench();
    await expect(get({ key: 'pool', create: never, timeoutMs })).rejects.toMatchObject({
      code: 'SINGLETON_INVALID_OPTIONS',
    });
  });
});

describe('an instance that never ends', () => {
  it('counts as one that failed to end, and the key can be made again', async () => {
    const { get, reset, clock } = bench();
    await get({ key: 'pool', create: () => 'first', dispose: never, timeoutMs: 100 });
    const failed = expect(reset({ key: 'pool' })).rejects.toMatchObject({ code: 'SINGLETON_DISPOSE_FAILED' });
    const next = get({ key: 'pool', create: () => 'second' });
    await clock.advance(100);
    await failed;
    expect(await next).toBe('second');
  });
});

describe('a check with more time than any timer takes', () => {
  it('is not late at once', async () => {
    const { operations } = createSingletonGateway();
    const check = () => new Promise((resolve) => setTimeout(resolve, 20, true));
    await operations.get({ key: 'pool', create: () => 'pool', check });
    expect((await operations.healthCheck({ timeoutMs: 2 ** 40 })).state).toBe('healthy');
  });
});
