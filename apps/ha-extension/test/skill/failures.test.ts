import { GatewayError } from '@hearthgate/kernel';
import { describe, expect, test } from 'vitest';
import { type FailureKind, failureTable } from '../../src/bridge/failure.ts';
import { phrasesByLanguage, phrasesOf } from '../../src/skill/phrases/phrases.ts';
import { speechOfFailure } from '../../src/skill/speech.ts';
import { CONFIGURED_TOKEN, OWN_TOKEN } from '../bridge/support/messages.ts';
import { type Home, response } from '../bridge/support/parts.ts';
import { ADDRESS, ask, intent, request } from './support/requests.ts';

const sentence = intent('AssistIntent', { slots: { query: 'turn on the light' } });
const unlinked = intent('AssistIntent', { slots: { query: 'turn on the light' }, token: null });
const CONFIGURED = { ...ADDRESS, HOME_ASSISTANT_TOKEN: CONFIGURED_TOKEN };
const link = { card: { type: 'LinkAccount' } };
const status =
  (code: number): Home =>
  () =>
    response('', code);

describe('A failure', () => {
  test.each([
    ['a home that refuses the connection', 'HTTP_CONNECT_REFUSED', /^I cannot reach your home/, 'connect-refused'],
    ['a home that is slow', 'HTTP_HEADERS_TIMEOUT', /^Your home did not answer in time/, 'too-slow'],
    ['an open breaker', 'CIRCUIT_BREAKER_OPEN', /^I cannot reach your home/, 'breaker-open'],
    ['an address that may not be called', 'HTTP_URL_REFUSED', /^The bridge to your home is not set up/, 'url-refused'],
    ['a body that is too long', 'HTTP_RESPONSE_TOO_LARGE', /^Your home answered something/, 'answer-too-large'],
  ] as const)('of %s is said, ends the session, and its cause is noted once', async (_, code, words, kind) => {
    const home: Home = () => {
      throw new GatewayError(code, 'what was seen');
    };
    const { answer, speech, causes } = await ask(sentence, { home });
    expect(speech).toMatch(words);
    expect(answer).toEqual({
      version: '1.0',
      response: { outputSpeech: { type: 'PlainText', text: speech }, shouldEndSession: true },
    });
    expect(causes).toEqual([expect.stringMatching(new RegExp(`^${kind} `))]);
  });

  test.each([
    [{}, /^The bridge to your home is not set up yet/, /^no-url/],
    [{ ...ADDRESS, HOME_ASSISTANT_ENABLED: 'off' }, /^The bridge to your home is switched off/, /^switched-off/],
    [
      { HOME_ASSISTANT_URL: 'home' },
      /^The bridge to your home is not set up yet/,
      /^misconfigured.*HOME_ASSISTANT_URL/,
    ],
  ])('of the settings %j is said at the launch and at a sentence', async (variables, words, cause) => {
    for (const event of [request('LaunchRequest'), sentence]) {
      const { speech, causes, requests } = await ask(event, { variables: variables as Record<string, string> });
      expect(speech).toMatch(words);
      expect([causes, requests]).toEqual([[expect.stringMatching(cause)], []]);
    }
  });

  test('of any kind has words in every language', () => {
    for (const kind of Object.keys(failureTable) as FailureKind[]) {
      for (const phrases of Object.values(phrasesByLanguage)) {
        expect(Object.values(phrases)).toContain(speechOfFailure(kind, phrases));
      }
    }
  });

  test('of a home that was never asked is not blamed on the home', () => {
    const phrases = phrasesOf('en');
    for (const kind of ['unknown-skill', 'url-refused', 'misconfigured', 'no-url', 'no-token'] as const) {
      expect(speechOfFailure(kind, phrases)).not.toBe(phrases.trouble);
    }
  });

  test('never says or notes a token, even when the home repeats it', async () => {
    for (const code of [200, 400, 500]) {
      const body = `{"token":"${OWN_TOKEN}","other":"${CONFIGURED_TOKEN}"`;
      const { answer, causes, output } = await ask(sentence, {
        home: () => response(body, code),
        variables: CONFIGURED,
      });
      const text = JSON.stringify(answer) + causes.join() + output();
      expect([text.includes(OWN_TOKEN), text.includes(CONFIGURED_TOKEN)]).toEqual([false, false]);
    }
  });
});

describe('The card that asks to link the account', () => {
  test('is shown to a person who has not linked one', async () => {
    const { answer, requests, speech } = await ask(unlinked);
    expect(answer.response).toMatchObject(link);
    expect(speech).toBe('Please link your account in the Alexa app first.');
    expect(requests).toEqual([]);
  });

  test("is shown when the home refuses the person's token", async () => {
    const { answer, causes } = await ask(sentence, { home: status(401) });
    expect(answer.response).toMatchObject(link);
    expect(causes).toEqual([expect.stringMatching(/^unauthorized \(status 401\)/)]);
  });

  test('is not shown when the configured token is refused, which linking would not mend', async () => {
    const { answer, speech, causes } = await ask(sentence, { home: status(401), variables: CONFIGURED });
    expect(answer.response.card).toBeUndefined();
    expect(speech).toMatch(/log of the function/);
    expect(causes).toEqual([expect.stringMatching(/^unauthorized .*long-lived token/)]);
  });

  test.each([403, 404, 500, 503])('is not shown when the home answers %i', async (code) => {
    expect((await ask(sentence, { home: status(code) })).answer.response.card).toBeUndefined();
  });

  test('is shown to a caller for whom nobody vouches and who brings no token, whatever is configured', async () => {
    const { answer, requests } = await ask(unlinked, { variables: CONFIGURED, trusted: false });
    expect([answer.response.card, requests]).toEqual([link.card, []]);
  });

  test('is not needed where a token is configured', async () => {
    const { requests, speech } = await ask(unlinked, { variables: CONFIGURED });
    expect(requests[0]?.headers?.authorization).toBe(`Bearer ${CONFIGURED_TOKEN}`);
    expect(speech).toBe('Turned on the light');
  });
});
