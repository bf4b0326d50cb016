import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlexaErrorType } from '../src/index.ts';
import { hasSharedData, sampleDirectives, skillRequests, smartHomeSchema } from './amazon-schema.ts';
import { acceptGrant, directive, discover, setUp } from './set-up.ts';

const errorTypes: readonly AlexaErrorType[] = [
  'ALREADY_IN_OPERATION',
  'BRIDGE_UNREACHABLE',
  'CLOUD_CONTROL_DISABLED',
  'ENDPOINT_BUSY',
  'ENDPOINT_UNREACHABLE',
  'EXPIRED_AUTHORIZATION_CREDENTIAL',
  'HARDWARE_MALFUNCTION',
  'INSUFFICIENT_PERMISSIONS',
  'INTERNAL_ERROR',
  'INVALID_AUTHORIZATION_CREDENTIAL',
  'INVALID_DIRECTIVE',
  'INVALID_VALUE',
  'NO_SUCH_ENDPOINT',
  'NOT_IN_OPERATION',
  'PARTNER_OUTAGE',
  'RATE_LIMIT_EXCEEDED',
  'TOO_MANY_FAILED_ATTEMPTS',
];

describe.skipIf(!hasSharedData)("messages to Alexa, by Amazon's schema (needs ../shared/data)", () => {
  const validate = hasSharedData ? smartHomeSchema() : undefined;
  const expectValid = (message: unknown) =>
    expect(validate?.(message), JSON.stringify([message, validate?.errors])).toBe(true);

  it.each(errorTypes)('are valid errors of type %s', (errorType) => {
    for (const event of [directive(), discover, acceptGrant, directive('Alexa', 'ReportState'), undefined]) {
      expectValid(
        setUp().createAlexaResponse({ type: 'smart-home-error', directive: event, errorType, message: 'Why.' }),
      );
    }
  });

  it('are valid whatever arrived in place of a directive', () => {
    const { createAlexaResponse } = setUp();
    const part = fc.oneof(fc.string(), fc.constant(''), fc.constant(null), fc.jsonValue());
    const header = fc.record(
      { namespace: part, name: part, correlationToken: part, payloadVersion: part },
      { requiredKeys: [] },
    );
    const arrived = fc.record(
      { header, endpoint: fc.record({ endpointId: part }, { requiredKeys: [] }) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(arrived, fc.anything()), fc.string(), (value, message) => {
        expectValid(
          createAlexaResponse({ type: 'smart-home-error', directive: value, errorType: 'INTERNAL_ERROR', message }),
        );
      }),
    );
  });

  it.each(hasSharedData ? sampleDirectives() : [])('are valid when nobody handles %s', async (_, event) => {
    const { eventHandler, alexaHandler } = setUp();
    expectValid(await eventHandler({ event }));
    expectValid(await alexaHandler({ event }));
  });

  it('are valid when there is no directive at all', async () => {
    for (const event of [undefined, null, {}, [], 'text', { directive: {} }, { directive: { header: {} } }]) {
      expectValid(await setUp().alexaHandler({ event }));
    }
  });
});

describe.skipIf(!hasSharedData)('real custom-skill requests (needs ../shared/data)', () => {
  it.each(hasSharedData ? skillRequests() : [])('are known as such and answered: %s', async (_, event) => {
    const { eventHandler, logging } = setUp();
    const answer = (await eventHandler({ event })) as { version: string; response: Record<string, unknown> };
    expect(answer.version).toBe('1.0');
    const { type } = (event as { request: { type: string } }).request;
    const isSpoken = 'outputSpeech' in answer.response;
    const isConversation = /^(Launch|Intent)Request$|^(Connections|Display|GameEngine)\./.test(type);
    expect([type, isSpoken]).toEqual([type, isConversation]);
    expect(logging.paramsOf('recordRequest')).toMatchObject([{ request: expect.stringContaining(type) }]);
  });
});
