import type { HttpRequestParams, HttpResponse } from '@hearthgate/contracts';
import { GatewayError, Invocation } from '@hearthgate/kernel';
import { describe, expect, test } from 'vitest';
import { createExtension } from '../../src/index.ts';
import { createParts, createTurn, type Home, response } from '../bridge/support/parts.ts';
import { ADDRESS, intent, type RequestOptions, request, said } from './support/requests.ts';

const API_TOKEN = 'api-access-token-8c1f0e6d';
const system = { apiEndpoint: 'https://api.eu.amazonalexa.com', apiAccessToken: API_TOKEN };
const sentence = (options: RequestOptions = {}) =>
  intent('AssistIntent', { slots: { query: 'tell me a story' }, system, ...options });

interface Wait {
  readonly api?: Home;
  readonly variables?: Readonly<Record<string, string>>;
  readonly trusted?: boolean;
}

/** A home that is busy until it is told to answer, beside Alexa's API, on a clock that is moved by hand. */
function wait(event: unknown, { api = () => response('', 204), variables = ADDRESS, trusted = true }: Wait = {}) {
  const home = Promise.withResolvers<HttpResponse>();
  const parts = createParts((given) => (given.url.startsWith('https://home.') ? home.promise : api(given)), variables);
  const turn = createTurn({ trusted });
  const run = () => createExtension(parts).skill(event, turn) as Promise<{ response: { outputSpeech: object } }>;
  /** Lets it come to the point where it waits for the home, which takes no time. */
  const start = async (begin = run) => {
    const answered = begin();
    while (parts.requests.length === 0) await parts.advance(0);
    return { answered };
  };
  const directives = (): readonly HttpRequestParams[] => parts.requests.filter(({ url }) => !url.includes('//home.'));
  return { parts, turn, run, start, directives, answer: (speech: string) => home.resolve(said(speech)) };
}

describe('Pain 19, silence while the home is slow', () => {
  test('ends after two and a half seconds: Alexa says in the language of the person that it takes a moment', async () => {
    const { parts, start, directives, answer } = wait(sentence({ locale: 'de-DE' }));
    const { answered } = await start();
    await parts.advance(2_499);
    expect(directives()).toEqual([]);
    await parts.advance(1);
    expect(directives()).toMatchObject([
      {
        method: 'POST',
        url: 'https://api.eu.amazonalexa.com/v1/directives',
        headers: { authorization: `Bearer ${API_TOKEN}`, 'content-type': 'application/json' },
      },
    ]);
    expect(JSON.parse(String(directives()[0]?.body))).toEqual({
      header: { requestId: 'amzn1.echo-api.request.test' },
      directive: { type: 'VoicePlayer.Speak', speech: '<speak>Einen Moment, bitte.</speak>' },
    });
    await parts.advance(4_000);
    answer('Es war einmal');
    expect((await answered).response.outputSpeech).toEqual({ type: 'PlainText', text: 'Es war einmal' });
    expect(directives()).toHaveLength(1);
  });

  test('does not come when the home answers in time, and nothing is left to come', async () => {
    const { parts, start, directives, answer } = wait(sentence());
    const { answered } = await start();
    await parts.advance(2_400);
    answer('Once');
    await answered;
    await parts.advance(20_000);
    expect(directives()).toEqual([]);
  });

  test('counts from the beginning of the invocation, slow start included', async () => {
    const { parts, run, start, directives, answer } = wait(sentence());
    const { clock, invocations } = parts.environment;
    const invocation = new Invocation({ correlationId: 'c' }, clock);
    await parts.advance(2_000);
    const { answered } = await start(() => invocations.run(invocation, run));
    await parts.advance(500);
    expect(directives()).toHaveLength(1);
    answer('Once');
    await answered;
  });

  test.each([
    ['4000', 4_000],
    ['500', 500],
    ['on', 2_500],
  ])('lasts as long as the setting says: %s', async (HOME_ASSISTANT_PROGRESSIVE, afterMs) => {
    const { parts, start, directives, answer } = wait(sentence(), {
      variables: { ...ADDRESS, HOME_ASSISTANT_PROGRESSIVE },
    });
    const { answered } = await start();
    await parts.advance(afterMs - 1);
    expect(directives()).toEqual([]);
    await parts.advance(1);
    expect(directives()).toHaveLength(1);
    answer('Once');
    await answered;
  });

  const withSystem = (more: object) => sentence({ system: { ...system, ...more } });
  const { session: _, ...outsideOfSession } = sentence();
  test.each<[string, unknown, Wait]>([
    ['it is switched off', sentence(), { variables: { ...ADDRESS, HOME_ASSISTANT_PROGRESSIVE: 'off' } }],
    ['nobody vouches for the caller', sentence(), { trusted: false }],
    ['there is no session', outsideOfSession, {}],
    ['there is no token', withSystem({ apiAccessToken: undefined }), {}],
    ['the token cannot be sent', withSystem({ apiAccessToken: 'line\r\nbreak' }), {}],
    ['there is no endpoint', withSystem({ apiEndpoint: undefined }), {}],
    ['the endpoint is not of Amazon', withSystem({ apiEndpoint: 'https://api.amazonalexa.com.example.com' }), {}],
    ['the request has no id', { ...sentence(), request: { ...member(sentence()), requestId: undefined } }, {}],
  ])('stays when %s', async (_, event, options) => {
    const { parts, start, directives, answer } = wait(event, options);
    const { answered } = await start();
    await parts.advance(7_000);
    answer('Once');
    await answered;
    expect([parts.requests.length, directives()]).toEqual([1, []]);
  });

  test.each(['AMAZON.HelpIntent', 'AMAZON.StopIntent', 'AMAZON.RepeatIntent'])(
    'is none where the home is not asked: %s',
    async (name) => {
      const { parts, run, directives } = wait(intent(name, { system }));
      await run();
      await parts.advance(20_000);
      expect(directives()).toEqual([]);
    },
  );

  test('is none at a launch', async () => {
    const { parts, run } = wait(request('LaunchRequest', {}, { system }));
    await run();
    await parts.advance(20_000);
    expect(parts.requests).toEqual([]);
  });
});

describe('Words for the wait that Alexa does not take', () => {
  test.each<[string, Home, RegExp]>([
    ['a refusal', () => response({ token: API_TOKEN }, 403), /\(status 403\)/],
    ['a redirect', () => response('', 302, { location: 'https://example.com' }), /\(status 302\)/],
    [
      'no connection',
      () => {
        throw new GatewayError('HTTP_CONNECT_REFUSED', `refused ${API_TOKEN}`);
      },
      /\(HTTP_CONNECT_REFUSED\)/,
    ],
    [
      'what nobody foresaw',
      () => {
        throw new Error(API_TOKEN);
      },
      /\(an unforeseen error\)/,
    ],
  ])('are a line in the log and nothing else: %s', async (_, api, seen) => {
    const { parts, turn, start, directives, answer } = wait(sentence(), { api });
    const { answered } = await start();
    await parts.advance(3_000);
    answer('Once');
    expect((await answered).response.outputSpeech).toEqual({ type: 'PlainText', text: 'Once' });
    expect([directives().length, turn.causes]).toEqual([1, []]);
    expect(parts.output()).toMatch(seen);
    expect(parts.output()).toContain('HOME_ASSISTANT_PROGRESSIVE=off');
    expect(parts.output()).not.toContain(API_TOKEN);
  });

  test('because the home was faster after all, are taken back without a line', async () => {
    const { promise: never } = Promise.withResolvers<HttpResponse>();
    const { parts, start, directives, answer } = wait(sentence(), {
      api: ({ signal }) =>
        Promise.race([
          never,
          new Promise<HttpResponse>((_, reject) => {
            signal?.addEventListener('abort', () => reject(new GatewayError('HTTP_ABORTED', 'It was ended.')));
          }),
        ]),
    });
    const { answered } = await start();
    await parts.advance(3_000);
    expect(directives()[0]?.signal?.aborted).toBe(false);
    answer('Once');
    await answered;
    await parts.advance(10_000);
    expect(directives()[0]?.signal?.aborted).toBe(true);
    expect(parts.output()).not.toContain('PROGRESSIVE');
  });

  test('are given little time, and follow no redirect', async () => {
    const { parts, start, directives, answer } = wait(sentence());
    const { answered } = await start();
    await parts.advance(2_500);
    expect(directives()).toMatchObject([{ timeouts: { totalMs: 1_500 }, maxRedirects: 0 }]);
    expect(directives()[0]?.deadlineAtMs).toBe(parts.environment.clock.now() + 1_500);
    answer('Once');
    await answered;
  });
});

function member(event: Readonly<Record<string, unknown>>): object {
  return event.request as object;
}
