import { describe, expect, it } from 'vitest';
import { eventBridgeEvent, snsEvent } from './samples.ts';
import { setUp } from './set-up.ts';

const thrown = (code: string) => expect.objectContaining({ code: 'LAMBDA_EVENT_FAILED', data: { code } });

describe('an event of EventBridge', () => {
  it('goes to the route that names most of it', async () => {
    const { registerRoute, eventHandler } = setUp();
    const handler = (name: string) => () => name;
    registerRoute({ kind: 'event-bridge', handler: handler('any') });
    registerRoute({ kind: 'event-bridge', detailType: 'Opened', handler: handler('opened') });
    registerRoute({ kind: 'event-bridge', source: 'my.shop', handler: handler('shop') });
    registerRoute({ kind: 'event-bridge', source: 'my.shop', detailType: 'Opened', handler: handler('shop opened') });
    const send = (source: string, type: string) => eventHandler({ event: eventBridgeEvent(source, type) });
    expect(await send('my.shop', 'Opened')).toBe('shop opened');
    expect(await send('my.shop', 'Closed')).toBe('shop');
    expect(await send('aws.ec2', 'Opened')).toBe('opened');
    expect(await send('aws.events', 'Scheduled Event')).toBe('any');
  });

  it('is read into names of this language', async () => {
    const { registerRoute, eventHandler, logging } = setUp();
    registerRoute({ kind: 'event-bridge', handler: (event) => event });
    expect(await eventHandler({ event: eventBridgeEvent('aws.events', 'Scheduled Event', { a: 1 }) })).toEqual({
      id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
      source: 'aws.events',
      detailType: 'Scheduled Event',
      account: '210987654321',
      region: 'eu-west-1',
      time: '2026-01-01T00:00:00Z',
      resources: ['arn:aws:events:eu-west-1:210987654321:rule/every-morning'],
      detail: { a: 1 },
    });
    expect(logging.paramsOf('recordRequest')).toMatchObject([
      { request: 'aws.events Scheduled Event', outcome: 'handled', cause: undefined },
    ]);
  });

  it('is thrown back to Lambda when it was not handled, with a closing line and a document all the same', async () => {
    const { registerRoute, eventHandler, logging, metrics, clock } = setUp();
    const event = eventBridgeEvent('my.shop', 'Opened');
    await expect(eventHandler({ event })).rejects.toThrow(thrown('LAMBDA_NO_ROUTE'));
    let fails = true;
    registerRoute({
      kind: 'event-bridge',
      handler: () => (fails ? Promise.reject(new Error('no stock')) : new Promise(() => {})),
    });
    await expect(eventHandler({ event })).rejects.toThrow(thrown('LAMBDA_HANDLER_FAILED'));
    fails = false;
    const late = eventHandler({ event, context: { getRemainingTimeInMillis: () => 1_000 } }).catch((error) => error);
    await clock.advance(1_000);
    expect(await late).toEqual(thrown('LAMBDA_DEADLINE_EXCEEDED'));
    expect(logging.paramsOf('recordRequest')).toHaveLength(3);
    expect(metrics.paramsOf('countInvocation')).toMatchObject(Array(3).fill({ failed: true }));
  });
});

describe('a notification of SNS', () => {
  it('goes to the route of its topic', async () => {
    const { registerRoute, eventHandler } = setUp();
    const seen: unknown[] = [];
    registerRoute({ kind: 'sns', topic: 'alarms', handler: (message) => void seen.push(message) });
    expect(await eventHandler({ event: snsEvent('alarms', 'fire') })).toBeUndefined();
    expect(seen).toEqual([
      {
        messageId: 'n-1',
        topic: 'alarms',
        subject: 'Test',
        message: 'fire',
        timestamp: '2026-01-01T00:00:00.000Z',
        attributes: { tenant: 'blue' },
      },
    ]);
    await expect(eventHandler({ event: snsEvent('other', 'x') })).rejects.toThrow(thrown('LAMBDA_NO_ROUTE'));
    registerRoute({ kind: 'sns', handler: () => Promise.reject(new Error('no')) });
    await expect(eventHandler({ event: snsEvent('other', 'x') })).rejects.toThrow(thrown('LAMBDA_HANDLER_FAILED'));
  });
});

describe('a door that is not for it', () => {
  it('answers in its own form', async () => {
    const { alexaHandler, gatewayHandler } = setUp();
    for (const event of [snsEvent('a', 'b'), eventBridgeEvent('a', 'b')]) {
      expect(await alexaHandler({ event })).toMatchObject({ event: { payload: { type: 'INVALID_DIRECTIVE' } } });
      expect(await gatewayHandler({ event })).toMatchObject({ statusCode: 400 });
    }
  });
});

describe('registering a route', () => {
  it.each([
    ['queue', { kind: 'sqs', queue: '' }],
    ['concurrency', { kind: 'sqs', concurrency: 0 }],
    ['topic', { kind: 'sns', topic: 7 }],
    ['detailType', { kind: 'event-bridge', detailType: '' }],
    ['importance', { kind: 'diagnostics', importance: 'high' }],
    ['prepare', { kind: 'diagnostics', prepare: 'now' }],
    ['idempotency', { kind: 'diagnostics', idempotency: {} }],
    ['ttlMs', { kind: 'diagnostics', idempotency: { key: () => 'k', ttlMs: 0 } }],
  ])('says that %s is wrong', (what, route) => {
    expect(() => setUp().registerRoute({ ...route, handler: () => ({}) } as never)).toThrow(
      expect.objectContaining({ code: 'LAMBDA_INVALID_ROUTE', message: expect.stringContaining(what) }),
    );
  });

  it('shows in the status and is taken once', () => {
    const { registerRoute, getStatus } = setUp();
    const handler = () => ({});
    registerRoute({ kind: 'sqs', queue: 'orders', handler });
    registerRoute({ kind: 'sns', handler });
    registerRoute({ kind: 'event-bridge', source: 'my.shop', detailType: 'Opened', handler });
    registerRoute({ kind: 'http', method: 'GET', path: '/a/:b', handler });
    expect(getStatus().routes).toEqual(['sqs orders', 'sns', 'event-bridge my.shop Opened', 'GET /a/:b']);
    expect(() => registerRoute({ kind: 'sqs', queue: 'orders', handler })).toThrow(
      expect.objectContaining({ code: 'LAMBDA_ROUTE_EXISTS' }),
    );
  });
});
