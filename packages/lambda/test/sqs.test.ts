import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SqsMessage, SqsRoute } from '../src/index.ts';
import { type SqsSample, sqsEvent } from './samples.ts';
import { setUp } from './set-up.ts';

const messages = (...ids: readonly string[]) => ids.map((id) => ({ id }));
const again = (...ids: readonly string[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

/** A gateway that notes what it handled, and fails for bodies that begin with "bad". */
function listening(route: Partial<SqsRoute> = {}) {
  const context = setUp();
  const handled: string[] = [];
  const running = { now: 0, most: 0 };
  context.registerRoute({
    kind: 'sqs',
    handler: async ({ messageId, body }) => {
      running.now += 1;
      running.most = Math.max(running.most, running.now);
      await new Promise((resolve) => setImmediate(resolve));
      running.now -= 1;
      if (body.startsWith('bad')) throw new Error('cannot work on it');
      handled.push(messageId);
    },
    ...route,
  });
  const send = (queue: string, samples: readonly SqsSample[]) =>
    context.eventHandler({ event: sqsEvent(queue, samples) });
  return { ...context, handled, running, send };
}

describe('a batch of SQS', () => {
  it('gives each message to the handler of its queue', async () => {
    const { registerRoute, eventHandler } = setUp();
    const seen: SqsMessage[] = [];
    registerRoute({ kind: 'sqs', handler: () => expect.fail('another queue') });
    registerRoute({ kind: 'sqs', queue: 'orders.fifo', handler: (message) => void seen.push(message) });
    const event = sqsEvent('orders.fifo', [{ id: 'm-1', body: '{"n":1}', group: 'g' }]);
    expect(await eventHandler({ event })).toEqual(again());
    expect(seen).toEqual([
      {
        messageId: 'm-1',
        queue: 'orders.fifo',
        body: '{"n":1}',
        groupId: 'g',
        deduplicationId: 'once m-1',
        receiveCount: 2,
        attributes: { tenant: 'blue' },
      },
    ]);
  });

  it('answers which messages come again, and counts as failed when one does', async () => {
    const { send, handled, logging, metrics } = listening();
    const answer = await send('orders', [{ id: 'a' }, { id: 'b', body: 'bad' }, { id: 'c' }]);
    expect(answer).toEqual(again('b'));
    expect(handled.sort()).toEqual(['a', 'c']);
    expect(logging.paramsOf('recordRequest')).toMatchObject([
      {
        request: '3 messages of queue orders',
        outcome: 'handled, 1 failed',
        cause: 'message b of queue orders: cannot work on it',
      },
    ]);
    expect(logging.paramsOf('recordError')).toHaveLength(1);
    expect(metrics.paramsOf('countInvocation')).toMatchObject([{ failed: true }]);
    await send('orders', messages('d'));
    expect(metrics.paramsOf('countInvocation')).toMatchObject([{}, { failed: false }]);
  });

  it('fails as a whole when every message failed, so that none is lost without ReportBatchItemFailures', async () => {
    const { send, logging } = listening();
    const bad = [
      { id: 'a', body: 'bad' },
      { id: 'b', body: 'bad' },
    ];
    await expect(send('orders', bad)).rejects.toMatchObject({
      code: 'LAMBDA_EVENT_FAILED',
      retryable: true,
      data: { code: 'LAMBDA_HANDLER_FAILED' },
    });
    expect(logging.paramsOf('recordRequest')).toMatchObject([{ outcome: 'thrown LAMBDA_HANDLER_FAILED' }]);
  });

  it('fails as a whole when nobody handles it', async () => {
    await expect(setUp().eventHandler({ event: sqsEvent('orders', messages('a')) })).rejects.toMatchObject({
      code: 'LAMBDA_EVENT_FAILED',
      data: { code: 'LAMBDA_NO_ROUTE' },
    });
  });

  it('fails as a whole when a message cannot be named', async () => {
    const { eventHandler, handled } = listening();
    const event = { Records: [...sqsEvent('orders', messages('a')).Records, { eventSource: 'aws:sqs', body: '' }] };
    await expect(eventHandler({ event })).rejects.toMatchObject({ data: { code: 'LAMBDA_REQUEST_REFUSED' } });
    expect(handled).toEqual([]);
  });

  it('works on so many messages at a time', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `m-${index}`);
    for (const [concurrency, most] of [
      [1, 1],
      [3, 3],
      [undefined, 10],
      [99, 12],
    ]) {
      const { send, running, handled } = listening({ concurrency });
      expect(await send('orders', messages(...ids))).toEqual(again());
      expect([running.most, handled.length]).toEqual([most, 12]);
    }
  });

  it('lets what is not done when time is over come again, and begins nothing more', async () => {
    const { registerRoute, eventHandler, clock, logging } = setUp();
    const begun: string[] = [];
    registerRoute({
      kind: 'sqs',
      concurrency: 1,
      handler: async ({ messageId }) => {
        begun.push(messageId);
        await new Promise<void>((resolve) => void clock.after(2_000, resolve));
      },
    });
    const event = sqsEvent('orders', messages('a', 'b', 'c'));
    const answer = eventHandler({ event, context: { getRemainingTimeInMillis: () => 4_000 } });
    await clock.advance(3_500);
    expect(await answer).toEqual(again('b', 'c'));
    await clock.advance(10_000);
    expect(begun).toEqual(['a', 'b']);
    expect(logging.paramsOf('recordRequest')).toMatchObject([{ cause: expect.stringContaining('No answer within') }]);
  });
});

describe('a FIFO queue', () => {
  it('keeps the order within a group and leaves the rest of a broken one for later', async () => {
    const { send, handled } = listening();
    const answer = await send('orders.fifo', [
      { id: 'a1', group: 'a' },
      { id: 'b1', group: 'b' },
      { id: 'a2', group: 'a', body: 'bad' },
      { id: 'b2', group: 'b' },
      { id: 'a3', group: 'a' },
    ]);
    expect(answer).toEqual(again('a2', 'a3'));
    expect(handled.filter((id) => id.startsWith('b'))).toEqual(['b1', 'b2']);
    expect(handled).not.toContain('a3');
  });

  it('never overtakes within a group, and loses nothing, whatever fails', async () => {
    const sample = fc.record({ group: fc.constantFrom('a', 'b', 'c'), bad: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(sample, { minLength: 1, maxLength: 10 }), async (made) => {
        const { send, handled } = listening();
        const samples = made.map(({ group, bad }, index) => ({ id: `m-${index}`, group, body: bad ? 'bad' : 'good' }));
        const answer = (await send('q.fifo', samples).catch(() => undefined)) as ReturnType<typeof again> | undefined;
        const failed = answer?.batchItemFailures.map((one) => one.itemIdentifier) ?? samples.map(({ id }) => id);
        expect([...handled, ...failed].sort()).toEqual(samples.map(({ id }) => id).sort());
        for (const group of ['a', 'b', 'c']) {
          const ids = samples.filter((one) => one.group === group);
          const good = ids.findIndex(({ body }) => body === 'bad');
          const expected = (good < 0 ? ids : ids.slice(0, good)).map(({ id }) => id);
          expect(handled.filter((id) => ids.some((one) => one.id === id))).toEqual(expected);
        }
      }),
      { numRuns: 100 },
    );
  });
});
