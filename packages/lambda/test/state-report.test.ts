import { describe, expect, it } from 'vitest';
import type { AlexaProperty } from '../src/index.ts';
import { hasSharedData, smartHomeSchema } from './amazon-schema.ts';
import { directive, discover, setUp } from './set-up.ts';

const power: AlexaProperty = { namespace: 'Alexa.PowerController', name: 'powerState', value: 'ON' };
const reportState = directive('Alexa', 'ReportState');

describe('createAlexaResponse of an endpoint as it is', () => {
  const { createAlexaResponse, clock } = setUp();

  it('reports state, sampled now unless said otherwise', () => {
    const properties: readonly AlexaProperty[] = [
      power,
      {
        namespace: 'Alexa.RangeController',
        instance: 'Blind.Lift',
        name: 'rangeValue',
        value: 7,
        timeOfSample: '2025-12-31T23:00:00.5Z',
        uncertaintyInMilliseconds: 500,
      },
    ];
    expect(createAlexaResponse({ type: 'state-report', directive: reportState, properties })).toEqual({
      event: {
        header: {
          namespace: 'Alexa',
          name: 'StateReport',
          messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          payloadVersion: '3',
          correlationToken: 'ct==',
        },
        endpoint: { endpointId: 'light#kitchen' },
        payload: {},
      },
      context: {
        properties: [
          { ...power, timeOfSample: new Date(clock.now()).toISOString(), uncertaintyInMilliseconds: 0 },
          properties[1],
        ],
      },
    });
  });

  it('answers a directive that was obeyed, with or without properties', () => {
    const answer = createAlexaResponse({ type: 'smart-home-response', directive: directive(), properties: [power] });
    expect(answer).toMatchObject({ event: { header: { name: 'Response' } }, context: { properties: [power] } });
    expect(createAlexaResponse({ type: 'smart-home-response', directive: directive(), properties: [] })).toMatchObject({
      context: { properties: [] },
    });
  });

  it.each([
    ['properties', { properties: 'ON' }],
    ['properties', { properties: [] }],
    ['namespace', { properties: [{ ...power, namespace: 'Power' }] }],
    ['name', { properties: [{ namespace: 'Alexa.PowerController', value: 1 }] }],
    ['value', { properties: [{ ...power, value: undefined }] }],
    ['properties[1]', { properties: [power, null] }],
    ['timeOfSample', { properties: [{ ...power, timeOfSample: 'yesterday' }] }],
    ['uncertainty', { properties: [{ ...power, uncertaintyInMilliseconds: -1 }] }],
    ['endpointId', { directive: discover, properties: [power] }],
  ])('says that %s is wrong', (what, params) => {
    expect(() => createAlexaResponse({ type: 'state-report', directive: reportState, ...params } as never)).toThrow(
      expect.objectContaining({ code: 'LAMBDA_INVALID_RESPONSE', message: expect.stringContaining(what) }),
    );
  });

  it.skipIf(!hasSharedData)("is valid by Amazon's schema (needs ../shared/data)", () => {
    const validate = smartHomeSchema();
    for (const type of ['state-report', 'smart-home-response'] as const) {
      const message = createAlexaResponse({ type, directive: reportState, properties: [power] });
      expect(validate(message), JSON.stringify(validate.errors)).toBe(true);
    }
  });
});
