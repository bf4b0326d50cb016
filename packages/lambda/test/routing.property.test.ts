import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptGrant, directive, discover, done, httpEvent, setUp, skillRequest } from './set-up.ts';

/** Real events with any value planted anywhere near the top. */
const nearlyEvents = fc
  .tuple(
    fc.constantFrom(directive(), discover, acceptGrant, skillRequest(), httpEvent('GET', '/x'), {
      hearthgate: 'diagnostics',
    }),
    fc.constantFrom(
      ['directive'],
      ['directive', 'header'],
      ['directive', 'endpoint'],
      ['directive', 'header', 'correlationToken'],
      ['directive', 'header', 'namespace'],
      ['request'],
      ['request', 'type'],
      ['request', 'intent'],
      ['context'],
      ['session'],
      ['requestContext'],
      ['requestContext', 'http'],
      ['requestContext', 'http', 'method'],
      ['headers'],
      ['body'],
      ['rawPath'],
      ['queryStringParameters'],
      ['cookies'],
    ),
    fc.anything(),
  )
  .map(([event, path, planted]) => plant(event, path, planted));

const anyEvent = fc.oneof(
  fc.jsonValue(),
  fc.anything({ withNullPrototype: true, withBigInt: true, withMap: true }),
  nearlyEvents,
);

function plant(value: unknown, [name, ...rest]: readonly string[], planted: unknown): unknown {
  if (name === undefined) return planted;
  const record = (typeof value === 'object' ? value : {}) as Record<string, unknown>;
  return { ...record, [name]: plant(record[name], rest, planted) };
}

function routed() {
  const context = setUp();
  context.registerRoute({ kind: 'alexa-smart-home', handler: () => done });
  context.registerRoute({ kind: 'alexa-skill', handler: () => ({ version: '1.0', response: {} }) });
  context.registerRoute({ kind: 'diagnostics', handler: (event) => event });
  context.registerRoute({ kind: 'http', method: 'GET', path: '/x', handler: (request) => ({ body: request }) });
  return context;
}

describe('any event', () => {
  it('is answered with something that can be sent as JSON, with one closing line and one document', async () => {
    await fc.assert(
      fc.asyncProperty(anyEvent, async (event) => {
        const { eventHandler, logging, metrics } = routed();
        const answer = await eventHandler({ event });
        expect(() => JSON.stringify(answer)).not.toThrow();
        expect(logging.paramsOf('recordRequest')).toHaveLength(1);
        expect(metrics.paramsOf('publish')).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });

  it('gets an Alexa message from the Alexa handler', async () => {
    await fc.assert(
      fc.asyncProperty(anyEvent, async (event) => {
        const answer = (await routed().alexaHandler({ event })) as Record<string, unknown>;
        expect('event' in answer || 'response' in answer).toBe(true);
      }),
    );
  });

  it('gets an HTTP answer from the gateway handler', async () => {
    await fc.assert(
      fc.asyncProperty(anyEvent, async (event) => {
        const { statusCode, headers, body } = await routed().gatewayHandler({ event });
        expect(statusCode).toBeGreaterThanOrEqual(100);
        expect(headers['x-correlation-id']).toMatch(/^[\w.-]+$/);
        expect(typeof body).toBe('string');
      }),
    );
  });

  it('may come with any context', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (context) => {
        const answer = await routed().eventHandler({ event: directive(), context: context as never });
        expect(answer).toBe(done);
      }),
    );
  });
});

describe('a correlation token', () => {
  it('comes back unchanged, whatever it is; an empty or missing one does not come back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.constant(null), fc.integer()), async (correlationToken) => {
        const event = directive('Alexa.PowerController', 'TurnOn', { correlationToken });
        const answer = await setUp().eventHandler({ event });
        const isToken = typeof correlationToken === 'string' && correlationToken !== '';
        expect(answer).toMatchObject({ event: { header: { name: 'ErrorResponse' } } });
        const { header } = (answer as { event: { header: object } }).event;
        expect(header).toEqual(
          isToken
            ? expect.objectContaining({ correlationToken })
            : expect.not.objectContaining({ correlationToken: expect.anything() }),
        );
      }),
    );
  });
});
