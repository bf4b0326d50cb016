import { createManualClock } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import type { HttpEvent } from '../src/index.ts';
import { httpApiEvent, sqsEvent } from './samples.ts';
import { directive, done, setUp } from './set-up.ts';
import { createSharedCache } from './shared-cache.ts';

/** Two execution environments over one external tier, with a handler that counts how often it worked. */
function twoEnvironments(ttlMs?: number) {
  const times: number[] = [];
  const work = { fails: false, status: 200, gate: Promise.resolve() };
  const clock = createManualClock();
  const shared = createSharedCache(() => clock.now());
  const contexts = [setUp({}, { cache: shared.cache }, clock), setUp({}, { cache: shared.cache }, clock)] as const;
  for (const { registerRoute } of contexts) {
    registerRoute({
      kind: 'http',
      method: 'POST',
      path: '/pay',
      idempotency: { key: ({ headers }: HttpEvent) => headers['idempotency-key'], ttlMs },
      handler: async () => {
        times.push(times.length + 1);
        await work.gate;
        if (work.fails) throw new Error('card refused');
        return { status: work.status, headers: { 'x-from': 'handler' }, body: { payment: times.length } };
      },
    });
  }
  const pay = (environment: 0 | 1, key?: string) => {
    const headers = key === undefined ? {} : { 'Idempotency-Key': key };
    const event = httpApiEvent('POST', '/pay', { headers });
    return contexts[environment].gatewayHandler({ event, context: { getRemainingTimeInMillis: () => 10_000 } });
  };
  return { pay, times, work, shared, clock, contexts };
}

describe('an event with an idempotency key', () => {
  it('is handled once, in whichever environment it arrives again', async () => {
    const { pay, times, shared } = twoEnvironments();
    const answer = await pay(0, 'k-1');
    expect(answer).toMatchObject({ statusCode: 200, body: '{"payment":1}' });
    for (const environment of [0, 1] as const) {
      const { headers, ...rest } = await pay(environment, 'k-1');
      expect(rest).toEqual({ statusCode: 200, body: '{"payment":1}', isBase64Encoded: false });
      expect(headers).toMatchObject({ 'x-from': 'handler' });
    }
    expect(times).toEqual([1]);
    expect(await pay(1, 'k-2')).toMatchObject({ body: '{"payment":2}' });
    expect([...shared.scopes]).toEqual(['shared']);
    expect([...shared.entries.keys()].join()).not.toContain('k-1');
  });

  it('is handled each time without a key', async () => {
    const { pay, times } = twoEnvironments();
    await pay(0);
    await pay(0, '');
    await pay(1);
    expect(times).toHaveLength(3);
  });

  it('is handled again when the answer is too old', async () => {
    const { pay, times, clock } = twoEnvironments(60_000);
    await pay(0, 'k');
    await clock.advance(59_999);
    await pay(1, 'k');
    expect(times).toHaveLength(1);
    await clock.advance(1);
    await pay(1, 'k');
    expect(times).toHaveLength(2);
  });

  it('may be tried again after a failure, and after an answer that says so', async () => {
    const { pay, times, work } = twoEnvironments();
    work.fails = true;
    expect(await pay(0, 'k')).toMatchObject({ statusCode: 500 });
    work.fails = false;
    work.status = 503;
    expect(await pay(1, 'k')).toMatchObject({ statusCode: 503 });
    work.status = 200;
    expect(await pay(0, 'k')).toMatchObject({ statusCode: 200 });
    expect(times).toHaveLength(3);
  });

  it('may be tried again after an answer that cannot be sent', async () => {
    const { registerRoute, eventHandler } = setUp();
    let runs = 0;
    registerRoute({
      kind: 'http',
      method: 'POST',
      path: '/report',
      idempotency: { key: () => 'k' },
      handler: () => {
        runs += 1;
        return { body: runs === 1 ? 'x'.repeat(7_000_000) : 'short' };
      },
    });
    registerRoute({
      kind: 'alexa-smart-home',
      idempotency: { key: () => 'k' },
      handler: () => {
        runs += 1;
        return runs === 3 ? 'no message' : done;
      },
    });
    const ask = (event: object) => eventHandler({ event });
    expect(await ask(httpApiEvent('POST', '/report'))).toMatchObject({ statusCode: 500 });
    expect(await ask(httpApiEvent('POST', '/report'))).toMatchObject({ statusCode: 200, body: 'short' });
    expect(await ask(directive())).toMatchObject({ event: { header: { name: 'ErrorResponse' } } });
    expect(await ask(directive())).toMatchObject(done);
    expect(runs).toBe(4);
  });

  it('is refused while another environment works on it, and shared within one environment', async () => {
    const { pay, times, work } = twoEnvironments();
    let open: () => void = () => {};
    work.gate = new Promise((resolve) => {
      open = resolve;
    });
    const working = pay(0, 'k');
    const same = pay(0, 'k');
    await new Promise((resolve) => setImmediate(resolve));
    expect(await pay(1, 'k')).toMatchObject({ statusCode: 409, body: expect.stringContaining('LAMBDA_IN_PROGRESS') });
    open();
    expect((await Promise.all([working, same])).map(({ body }) => body)).toEqual(['{"payment":1}', '{"payment":1}']);
    expect(times).toHaveLength(1);
    expect(await pay(1, 'k')).toMatchObject({ statusCode: 200, body: '{"payment":1}' });
  });

  it('is free again when the one who worked on it was cut off', async () => {
    const { pay, times, work, clock } = twoEnvironments();
    work.gate = new Promise(() => {});
    void pay(0, 'k');
    await clock.advance(9_999);
    work.gate = Promise.resolve();
    expect(await pay(1, 'k')).toMatchObject({ statusCode: 409 });
    await clock.advance(1);
    expect(await pay(1, 'k')).toMatchObject({ statusCode: 200 });
    expect(times).toHaveLength(2);
  });

  it('does not wait in the same environment for work that outlived its invocation', async () => {
    const { pay, times, work, clock } = twoEnvironments();
    const stuck: (() => void)[] = [];
    work.gate = new Promise((resolve) => {
      stuck.push(resolve);
    });
    const cutOff = pay(0, 'k');
    await clock.advance(10_000);
    expect(await cutOff).toMatchObject({ statusCode: 504 });
    work.gate = Promise.resolve();
    expect(await pay(0, 'k')).toMatchObject({ statusCode: 200, body: '{"payment":2}' });
    for (const end of stuck) end();
    expect(times).toHaveLength(2);
  });

  it('keeps the mark of whoever works on it now when work that was cut off fails at last', async () => {
    const { pay, times, work, clock } = twoEnvironments();
    let fail: (error: Error) => void = () => {};
    work.gate = new Promise((_, reject) => {
      fail = reject;
    });
    void pay(0, 'k');
    await clock.advance(10_000);
    work.gate = new Promise(() => {});
    void pay(1, 'k');
    await clock.advance(1);
    fail(new Error('much too late'));
    await clock.advance(1);
    expect(await pay(0, 'k')).toMatchObject({ statusCode: 409 });
    expect(times).toHaveLength(2);
  });

  it('is handled also when the cache is down, and that leaves a line', async () => {
    const { pay, times, shared, contexts } = twoEnvironments();
    shared.isOut = true;
    expect(await pay(0, 'k')).toMatchObject({ statusCode: 200 });
    expect(await pay(0, 'k')).toMatchObject({ statusCode: 200 });
    expect(times).toHaveLength(2);
    expect(contexts[0].logging.paramsOf('recordError')).not.toEqual([]);
  });

  it('is refused when its key came with another payload before, done or under way, here or elsewhere', async () => {
    const clock = createManualClock();
    const shared = createSharedCache(() => clock.now());
    const contexts = [setUp({}, { cache: shared.cache }, clock), setUp({}, { cache: shared.cache }, clock)] as const;
    let open: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    for (const { registerRoute } of contexts) {
      registerRoute({
        kind: 'http',
        method: 'POST',
        path: '/pay',
        idempotency: { key: () => 'k', payload: ({ body }: HttpEvent) => body },
        handler: async () => {
          await gate;
          return { body: 'paid' };
        },
      });
    }
    const pay = (environment: 0 | 1, body: string) =>
      contexts[environment].gatewayHandler({ event: httpApiEvent('POST', '/pay', { body }) });
    const first = pay(0, '10 EUR');
    await new Promise((resolve) => setImmediate(resolve));
    const refused = { statusCode: 422, body: expect.stringContaining('LAMBDA_KEY_REUSED') };
    expect([await pay(0, '99 EUR'), await pay(1, '99 EUR')]).toMatchObject([refused, refused]);
    open();
    expect(await first).toMatchObject({ statusCode: 200 });
    expect([await pay(0, '99 EUR'), await pay(1, '10 EUR')]).toMatchObject([
      refused,
      { statusCode: 200, body: 'paid' },
    ]);
    expect(contexts[1].logging.paramsOf('recordRequest')[0]).toMatchObject({
      cause: expect.stringContaining('payload'),
    });
    expect(contexts[0].getStatus().failures).toBe(0);
  });

  it('is handled once within one environment without a cache peer', async () => {
    const { registerRoute, eventHandler } = setUp();
    let times = 0;
    registerRoute({
      kind: 'diagnostics',
      idempotency: { key: (event) => String((event as { id: number }).id) },
      handler: () => {
        times += 1;
        return times;
      },
    });
    const ask = (id: number) => eventHandler({ event: { hearthgate: 'diagnostics', id } });
    expect([await ask(1), await ask(1), await ask(2)]).toEqual([1, 1, 2]);
  });

  it('may be a message, each of a batch for itself', async () => {
    const { registerRoute, eventHandler } = setUp();
    const handled: string[] = [];
    registerRoute({
      kind: 'sqs',
      idempotency: { key: ({ body }) => body },
      handler: ({ messageId }) => void handled.push(messageId),
    });
    const event = sqsEvent('orders', [
      { id: 'a', body: 'same' },
      { id: 'b', body: 'same' },
      { id: 'c', body: 'other' },
    ]);
    expect(await eventHandler({ event })).toEqual({ batchItemFailures: [] });
    await eventHandler({ event });
    expect(handled).toEqual(['a', 'c']);
  });

  it('loses against whoever marked it last', async () => {
    const { pay, times, shared, contexts } = twoEnvironments();
    const { set } = shared.cache;
    let isOvertaken = false;
    Object.assign(shared.cache, {
      // Another environment writes its mark between ours and our look at it.
      set: async (params: Parameters<typeof set>[0]) => {
        await set(params);
        if (isOvertaken) return;
        isOvertaken = true;
        await set({ ...params, value: { ...(params.value as object), owner: 'somebody else' } });
      },
    });
    expect(await pay(0, 'k')).toMatchObject({ statusCode: 409 });
    expect(times).toEqual([]);
    expect(contexts[0].metrics.paramsOf('countInvocation')).toMatchObject([{ failed: false }]);
  });
});
