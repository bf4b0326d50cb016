import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { albEvent, eventBridgeEvent, functionUrlEvent, restApiEvent, snsEvent, sqsEvent } from './samples.ts';
import { setUp } from './set-up.ts';

const trap = () => {
  throw new Error('trapped');
};

/** Makes what JSON can hold, and what none can: values that throw when they are looked at. */
const anyValue: fc.Arbitrary<() => unknown> = fc.oneof(
  fc.jsonValue().map((value) => () => value),
  fc.constantFrom<() => unknown>(
    () => new Proxy({}, { get: trap, has: trap, ownKeys: trap, getOwnPropertyDescriptor: trap }),
    () => new Proxy([], { get: trap, has: trap, ownKeys: trap, getOwnPropertyDescriptor: trap }),
    () => Object.defineProperty({}, 'messageId', { get: trap, enumerable: true }),
  ),
);

const samples = [
  sqsEvent('orders', [{ id: 'a' }, { id: 'b', group: 'g' }]),
  snsEvent('alarms', 'fire'),
  eventBridgeEvent('my.shop', 'Opened'),
  restApiEvent('GET', '/x'),
  albEvent('GET', '/x', true),
  functionUrlEvent('GET', '/x'),
];

/** All paths into a sample, so that a value can be planted anywhere. */
function pathsOf(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([name, inner]) => pathsOf(inner).map((path) => [name, ...path]))];
}

function plant(value: unknown, [name, ...rest]: readonly string[], planted: unknown): unknown {
  if (name === undefined) return planted;
  const inner = plant((value as Record<string, unknown>)[name], rest, planted);
  return Array.isArray(value) ? value.with(Number(name), inner) : { ...(value as object), [name]: inner };
}

const hostile = fc
  .constantFrom(...samples)
  .chain((sample) => fc.tuple(fc.constant(sample), fc.constantFrom(...pathsOf(sample)), anyValue))
  .map(
    ([sample, path, make]) =>
      () =>
        plant(sample, path, make()),
  );

function routed() {
  const context = setUp();
  context.registerRoute({ kind: 'sqs', handler() {} });
  context.registerRoute({ kind: 'sns', handler() {} });
  context.registerRoute({ kind: 'event-bridge', handler() {} });
  context.registerRoute({ kind: 'http', method: 'GET', path: '/:name', handler: (request) => ({ body: request }) });
  return context;
}

describe('an event with any value anywhere', () => {
  it('is answered with JSON or thrown back to Lambda, with one closing line and one document', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (make) => {
        const event = make();
        const { eventHandler, logging, metrics } = routed();
        const [outcome] = await Promise.allSettled([eventHandler({ event })]);
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'LAMBDA_EVENT_FAILED' });
        else expect(() => JSON.stringify(outcome.value)).not.toThrow();
        expect(logging.paramsOf('recordRequest')).toHaveLength(1);
        expect(metrics.paramsOf('publish')).toHaveLength(1);
      }),
      { numRuns: 1_000 },
    );
  });

  it('gets an HTTP answer where one is asked for', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (make) => {
        const answer = await routed().gatewayHandler({ event: make() });
        expect(answer.statusCode).toBeGreaterThanOrEqual(200);
        expect(typeof answer.body).toBe('string');
      }),
      { numRuns: 500 },
    );
  });
});
