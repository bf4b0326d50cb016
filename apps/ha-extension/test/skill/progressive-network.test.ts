import { describe, expect, test } from 'vitest';
import { createExtension } from '../../src/index.ts';
import { startServer } from '../bridge/support/loopback.ts';
import { createNetworkParts, createTurn } from '../bridge/support/parts.ts';
import { type AlexaApi, serveAlexaApi } from './support/alexa-api.ts';
import { intent, said } from './support/requests.ts';
import { skillProblems } from './support/skill-rules.ts';

const API_TOKEN = 'api-access-token-8c1f0e6d';
const sentence = (apiEndpoint: string) =>
  intent('AssistIntent', {
    slots: { query: 'tell me a story' },
    locale: 'es-ES',
    system: { apiEndpoint, apiAccessToken: API_TOKEN },
  });

/** Asks a home that answers when it is let, over the network, with Alexa's API beside it. */
async function askSlowly(api: AlexaApi, apiEndpoint: string, letAnswer: Promise<unknown>) {
  const home = await startServer((response) => {
    response.setHeader('content-type', 'application/json');
    void letAnswer.then(() => response.end(said('Érase una vez').body));
  });
  const parts = createNetworkParts({ HOME_ASSISTANT_URL: home.url, HOME_ASSISTANT_PROGRESSIVE: '500' });
  const http = parts.gateways['http-client'].operations;
  http.configure({ proxy: api.proxy, ca: api.ca });
  const turn = createTurn();
  const answer = await createExtension(parts).skill(sentence(apiEndpoint), turn);
  await http.resetPool();
  expect(skillProblems('IntentRequest', answer)).toEqual([]);
  expect(answer).toMatchObject({ response: { outputSpeech: { text: 'Érase una vez' } } });
  expect(turn.causes).toEqual([]);
  return { output: parts.output, homePort: new URL(home.url).port };
}

describe('Pain 19, a slow home, over the network', () => {
  test('has Alexa say words in the meantime, then say the answer of the home', async () => {
    const api = await serveAlexaApi();
    const spoken = api.directive.then(({ response }) => response.writeHead(204).end());
    const { output } = await askSlowly(api, 'https://api.eu.amazonalexa.com', spoken);
    const { path, authorization, body } = await api.directive;
    expect([path, authorization]).toEqual(['/v1/directives', `Bearer ${API_TOKEN}`]);
    expect(JSON.parse(body)).toEqual({
      header: { requestId: 'amzn1.echo-api.request.test' },
      directive: { type: 'VoicePlayer.Speak', speech: '<speak>Un momento, por favor.</speak>' },
    });
    expect(output()).not.toContain(API_TOKEN);
    expect(output()).not.toContain('PROGRESSIVE');
  });

  test('is not slowed down by an API that never answers, which is hung up on', async () => {
    const api = await serveAlexaApi();
    const { output } = await askSlowly(api, 'https://api.eu.amazonalexa.com', api.directive);
    await (await api.directive).gone;
    expect(output()).not.toContain('PROGRESSIVE');
  });

  test('does not lead the token to a host that the message makes up', async () => {
    const api = await serveAlexaApi();
    const late = new Promise((resolve) => setTimeout(resolve, 1_200));
    const { homePort } = await askSlowly(api, 'https://api.eu.amazonalexa.com.example.com', late);
    expect(api.targets).toEqual([`127.0.0.1:${homePort}`]);
  });
});
