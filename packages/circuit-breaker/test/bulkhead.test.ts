import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createApi } from './api.ts';

const FULL = { code: 'CIRCUIT_BREAKER_FULL', retryable: true };
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a limit of calls at once', () => {
  it('refuses one too many, which counts as refused and not as failed', async () => {
    const { call, operations, state } = createApi({ maxConcurrent: 2, failureThreshold: 1 });
    const slow = Promise.withResolvers<string>();
    const running = [call(() => slow.promise), call(() => slow.promise)];
    const error = await call(() => 'no').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ ...FULL, data: { name: 'api', running: 2, waiting: 0 } });
    expect(operations.getBreaker({ name: 'api' })).toMatchObject({ running: 2, rejected: 1, failures: 0 });
    expect(state()).toBe('closed');
    slow.resolve('up');
    expect(await Promise.all(running)).toEqual(['up', 'up']);
    expect(await call(() => 'again')).toBe('again');
    expect(operations.getBreaker({ name: 'api' })?.running).toBe(0);
  });

  it('lets callers wait in line, first come, first served', async () => {
    const { call, operations } = createApi({ maxConcurrent: 1, maxQueue: 2 });
    const diary: string[] = [];
    const ends = ['a', 'b', 'c'].map((name) => ({ name, ...Promise.withResolvers<void>() }));
    const calls = ends.map(({ name, promise }) =>
      call(async () => {
        diary.push(`${name} begins`);
        await promise;
        diary.push(`${name} ends`);
      }),
    );
    await expect(call(() => 'no')).rejects.toMatchObject(FULL);
    expect(operations.getBreaker({ name: 'api' })).toMatchObject({ running: 1, waiting: 2 });
    for (const { resolve } of ends.toReversed()) resolve();
    await Promise.all(calls);
    expect(diary).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('sends those who wait away at once when the breaker opens', async () => {
    const { call, fail, operations } = createApi({ maxConcurrent: 2, maxQueue: 5, failureThreshold: 1 });
    const run = vi.fn(() => 'no');
    const running = call(() => new Promise(() => {}));
    const failing = fail();
    const waiting = [call(run), call(run)].map((one) => one.catch((error: unknown) => error));
    await failing;
    for (const error of await Promise.all(waiting)) expect(error).toMatchObject({ code: 'CIRCUIT_BREAKER_OPEN' });
    expect(run).not.toHaveBeenCalled();
    expect(operations.getBreaker({ name: 'api' })).toMatchObject({ running: 1, waiting: 0, rejected: 2 });
    void running;
  });

  it('gives the place of a call that timed out to the next, although what it guards goes on', async () => {
    const { call, clock } = createApi({ maxConcurrent: 1, maxQueue: 1, timeoutMs: 100 });
    const stuck = call(() => new Promise(() => {})).catch((error: unknown) => error);
    const next = call(() => 'up');
    await clock.advance(100);
    expect(await stuck).toMatchObject({ code: 'CIRCUIT_BREAKER_TIMEOUT' });
    expect(await next).toBe('up');
  });

  it('refuses one that gets its place in the moment when the breaker opens, and keeps the place free', async () => {
    const { call, operations } = createApi({ maxConcurrent: 1, maxQueue: 1 });
    const slow = Promise.withResolvers<string>();
    const first = call(() => slow.promise);
    const waiting = call(() => 'no').catch((error: unknown) => error);
    await turn();
    operations.configure({ name: 'api', options: { maxConcurrent: 2 } });
    operations.forceOpen({ name: 'api' });
    expect(await waiting).toMatchObject({ code: 'CIRCUIT_BREAKER_OPEN' });
    slow.resolve('up');
    await first;
    expect(operations.getBreaker({ name: 'api' })?.running).toBe(0);
  });

  it('may be moved while calls wait', async () => {
    const { call, operations } = createApi({ maxConcurrent: 1, maxQueue: 3 });
    const slow = Promise.withResolvers<string>();
    const running = Array.from({ length: 3 }, () => call(() => slow.promise));
    await turn();
    operations.configure({ name: 'api', options: { maxConcurrent: 3 } });
    expect(operations.getBreaker({ name: 'api' })).toMatchObject({ running: 3, waiting: 0 });
    slow.resolve('up');
    expect(await Promise.all(running)).toEqual(['up', 'up', 'up']);
  });
});

describe('any order of calls and ends', () => {
  it('never runs more than the limit, keeps nobody waiting beside a free place, and loses no place', async () => {
    const limits = fc.record({ maxConcurrent: fc.integer({ min: 1, max: 3 }), maxQueue: fc.nat({ max: 3 }) });
    const steps = fc.array(fc.constantFrom('call', 'call', 'end', 'fail', 'abort'), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(limits, steps, async ({ maxConcurrent, maxQueue }, sequence) => {
        const api = createApi({ maxConcurrent, maxQueue, failureThreshold: 1_000 });
        const info = () => api.operations.getBreaker({ name: 'api' });
        const running: PromiseWithResolvers<string>[] = [];
        const controllers: AbortController[] = [];
        const calls: Promise<unknown>[] = [];
        for (const step of sequence) {
          if (step === 'call') {
            const controller = new AbortController();
            controllers.push(controller);
            const run = () => {
              const own = Promise.withResolvers<string>();
              running.push(own);
              return own.promise;
            };
            calls.push(api.call(run, { signal: controller.signal }).catch(() => undefined));
          } else if (step === 'end') running.shift()?.resolve('up');
          else if (step === 'fail') running.shift()?.reject(new Error('down'));
          else controllers.shift()?.abort();
          await turn();
          const { running: now = 0, waiting = 0 } = info() ?? {};
          expect(now).toBeLessThanOrEqual(maxConcurrent);
          expect(waiting).toBeLessThanOrEqual(maxQueue);
          if (waiting > 0) expect(now).toBe(maxConcurrent);
        }
        for (const controller of controllers) controller.abort();
        await Promise.all(calls);
        expect([info()?.running ?? 0, info()?.waiting ?? 0]).toEqual([0, 0]);
      }),
      { numRuns: 100 },
    );
  });
});
