import { describe, expect, it } from 'vitest';
import {
  AlexaResponseType,
  type CreateAlexaResponseParams,
  genericLambdaOperation,
  LambdaOperation,
} from '../src/index.ts';
import { acceptGrant, directive, discover, setUp } from './set-up.ts';

const { createAlexaResponse } = setUp();
const plain = (text: string) => ({ type: 'PlainText', text });

describe('createAlexaResponse for a custom skill', () => {
  it.each([
    [
      { type: 'simple', speech: 'Hello.' },
      { outputSpeech: plain('Hello.'), shouldEndSession: true },
    ],
    [
      { type: 'simple', speech: 'And?', shouldEndSession: false },
      { outputSpeech: plain('And?'), shouldEndSession: false },
    ],
    [
      { type: 'ssml', ssml: 'Hello <break time="1s"/>' },
      { outputSpeech: { type: 'SSML', ssml: '<speak>Hello <break time="1s"/></speak>' }, shouldEndSession: true },
    ],
    [
      { type: 'card', speech: 'Look.', title: 'Lamp', content: 'It is on.' },
      {
        outputSpeech: plain('Look.'),
        card: { type: 'Simple', title: 'Lamp', content: 'It is on.' },
        shouldEndSession: true,
      },
    ],
    [
      { type: 'reprompt', speech: 'Which one?', reprompt: 'Which lamp?' },
      {
        outputSpeech: plain('Which one?'),
        reprompt: { outputSpeech: plain('Which lamp?') },
        shouldEndSession: false,
      },
    ],
    [
      { type: 'link-account', speech: 'Please link.' },
      { outputSpeech: plain('Please link.'), card: { type: 'LinkAccount' }, shouldEndSession: true },
    ],
    [
      { type: 'error', speech: 'Sorry.' },
      { outputSpeech: plain('Sorry.'), shouldEndSession: true },
    ],
    [{ type: 'simple', speech: ' ' }, { shouldEndSession: true }],
    [{ type: 'ssml', ssml: '<speak> </speak>'.replace(' ', '') }, { shouldEndSession: true }],
    [{ type: 'empty' }, {}],
  ] as const)('makes of %j what Alexa expects', (params, response) => {
    expect(createAlexaResponse(params)).toEqual({ version: '1.0', response });
  });

  it('keeps session attributes', () => {
    const sessionAttributes = { conversation: 'c-1' };
    const answer = createAlexaResponse({ type: 'simple', speech: 'Hi.', sessionAttributes });
    expect(answer).toMatchObject({ sessionAttributes });
  });

  it('cuts a card so that title and content together are short enough', () => {
    const long = 'x'.repeat(9_000);
    const answer = createAlexaResponse({ type: 'card', speech: 'a', title: 'y'.repeat(100), content: long });
    const { title, content } = (answer as unknown as { response: { card: { title: string; content: string } } })
      .response.card;
    expect(title.length + content.length).toBe(8_000);
  });
});

describe('createAlexaResponse for a directive', () => {
  const failed = (event: unknown) =>
    createAlexaResponse({
      type: 'smart-home-error',
      directive: event,
      errorType: 'NO_SUCH_ENDPOINT',
      message: 'Gone.',
    });

  it('repeats correlation token and endpoint id, and nothing of the scope', () => {
    expect(failed(directive())).toEqual({
      event: {
        header: {
          namespace: 'Alexa',
          name: 'ErrorResponse',
          messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          payloadVersion: '3',
          correlationToken: 'ct==',
        },
        endpoint: { endpointId: 'light#kitchen' },
        payload: { type: 'NO_SUCH_ENDPOINT', message: 'Gone.' },
      },
    });
  });

  it('takes the directive without its envelope as well', () => {
    expect(failed((directive() as { directive: object }).directive)).toMatchObject({
      event: { header: { correlationToken: 'ct==' } },
    });
  });

  it('leaves out what is not there or not valid', () => {
    const bare = { directive: { header: { correlationToken: '' }, endpoint: { endpointId: 'with space' } } };
    for (const event of [bare, undefined, null, 7, 'text', []]) {
      const { event: message } = failed(event) as unknown as { event: { header: object } };
      expect(Object.keys(message)).toEqual(['header', 'payload']);
      expect(message.header).not.toHaveProperty('correlationToken');
    }
  });

  it('answers discovery with an empty list and account linking with its own error', () => {
    expect(failed(discover)).toMatchObject({
      event: { header: { namespace: 'Alexa.Discovery', name: 'Discover.Response' }, payload: { endpoints: [] } },
    });
    expect(failed(acceptGrant)).toMatchObject({
      event: {
        header: { namespace: 'Alexa.Authorization', name: 'ErrorResponse' },
        payload: { type: 'ACCEPT_GRANT_FAILED', message: 'Gone.' },
      },
    });
  });

  it('lists endpoints', () => {
    const endpoints = [{ endpointId: 'a', friendlyName: 'A' }];
    const answer = createAlexaResponse({ type: 'discovery', directive: discover, endpoints });
    expect(answer).toMatchObject({ event: { payload: { endpoints } } });
  });
});

describe('createAlexaResponse with parameters that make no valid answer', () => {
  const endpoints = (count: number) => Array.from({ length: count }, (_, index) => ({ endpointId: `e-${index}` }));

  it.each([
    ['type', { type: 'shout', speech: 'HELLO' }],
    ['speech', { type: 'simple' }],
    ['ssml', { type: 'ssml', ssml: null }],
    ['title', { type: 'card', speech: 'a', content: 'b' }],
    ['reprompt', { type: 'reprompt', speech: 'a' }],
    ['sessionAttributes', { type: 'simple', speech: 'a', sessionAttributes: [] }],
    ['shouldEndSession', { type: 'simple', speech: 'a', shouldEndSession: 'no' }],
    ['errorType', { type: 'smart-home-error', directive: {}, errorType: 'BROKEN', message: 'a' }],
    ['message', { type: 'smart-home-error', directive: {}, errorType: 'INTERNAL_ERROR' }],
    ['endpoints', { type: 'discovery', directive: {}, endpoints: {} }],
    ['300 endpoints', { type: 'discovery', directive: {}, endpoints: endpoints(301) }],
    ['endpoints[1]', { type: 'discovery', directive: {}, endpoints: [{ endpointId: 'a' }, { endpointId: 'ü' }] }],
  ])('says that %s is wrong', (what, params) => {
    expect(() => createAlexaResponse(params as unknown as CreateAlexaResponseParams)).toThrow(
      expect.objectContaining({ code: 'LAMBDA_INVALID_RESPONSE', message: expect.stringContaining(what) }),
    );
  });

  it('says so in a standard response through the generic operation', () => {
    const params = { type: AlexaResponseType.SIMPLE, speech: 7 as unknown as string };
    expect(genericLambdaOperation(LambdaOperation.CREATE_ALEXA_RESPONSE, params)).toMatchObject({
      success: false,
      error: { code: 'LAMBDA_INVALID_RESPONSE' },
    });
  });
});
