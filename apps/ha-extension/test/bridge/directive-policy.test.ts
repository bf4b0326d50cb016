import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createExtension } from '../../src/index.ts';
import { startServer } from './support/loopback.ts';
import { CORRELATION_TOKEN, directive, directiveForHome, OWN_TOKEN, reply } from './support/messages.ts';
import { createNetworkParts, createParts, createTurn, response } from './support/parts.ts';

const URL = { HOME_ASSISTANT_URL: 'https://home.example.com' };
const OPTIMISTIC = { HOME_ASSISTANT_OPTIMISTIC_SCENES: 'true' };
const activate = directive('Alexa.SceneController', 'Activate');

describe('The time for a directive', () => {
  test.each([
    [
      'a discovery',
      directiveForHome('Alexa.Discovery', 'Discover', { scope: { type: 'BearerToken', token: OWN_TOKEN } }),
      {},
      7_000,
    ],
    ['a report of its state', directive('Alexa', 'ReportState'), {}, 7_500],
    ['a scene', activate, {}, 7_500],
    ['a scene that may be taken for started', activate, OPTIMISTIC, 3_000],
    ['a lock', directive('Alexa.LockController', 'Unlock'), OPTIMISTIC, 7_500],
    ['anything else', directive('Alexa.PowerController', 'TurnOn'), OPTIMISTIC, 7_500],
  ])('that asks for %s is what its kind may take', async (_, event, variables, expectedMs) => {
    const parts = createParts(() => response(reply({})), { ...URL, ...variables });
    await createExtension(parts).smartHome(event, createTurn());
    const [asked] = parts.requests;
    expect((asked?.deadlineAtMs ?? 0) - parts.environment.clock.now()).toBe(expectedMs);
  });
});

describe('A scene that the home has got and is not done with', () => {
  const variables = { HOME_ASSISTANT_TIMEOUT_MS: '500' };

  async function activateSlowly(more: object, event: unknown = activate) {
    const home = await startServer(() => {});
    const parts = createNetworkParts({ HOME_ASSISTANT_URL: home.url, ...variables, ...more });
    const turn = createTurn();
    const answer = await createExtension(parts).smartHome(event, turn);
    return { answer, home, turn, parts };
  }

  test('has started, where the settings say so', async () => {
    const { answer, home, turn, parts } = await activateSlowly(OPTIMISTIC);
    expect(answer).toMatchObject({
      event: {
        header: {
          namespace: 'Alexa.SceneController',
          name: 'ActivationStarted',
          payloadVersion: '3',
          correlationToken: CORRELATION_TOKEN,
        },
        endpoint: { endpointId: 'light#hallway' },
        payload: { cause: { type: 'VOICE_INTERACTION' }, timestamp: expect.stringMatching(/Z$/) },
      },
    });
    expect(home.seen).toHaveLength(1);
    expect(turn.causes).toEqual([]);
    expect(parts.output()).toContain('HOME_ASSISTANT_OPTIMISTIC_SCENES');
    const breaker = parts.gateways['circuit-breaker'].operations.getBreaker({ name: 'home-assistant' });
    expect(breaker).toMatchObject({ failures: 0 });
  });

  test('is an error without that setting, which says that it may still be carried out', async () => {
    const { answer, turn } = await activateSlowly({});
    expect(answer).toMatchObject({ event: { payload: { type: 'ENDPOINT_UNREACHABLE' } } });
    expect(turn.causes.join()).toMatch(/^too-slow.*may still be carried out/);
  });

  test('is told apart from a lock, of which nothing is claimed that the home did not confirm', async () => {
    const { answer } = await activateSlowly(OPTIMISTIC, directive('Alexa.LockController', 'Lock'));
    expect(answer).toMatchObject({ event: { payload: { type: 'ENDPOINT_UNREACHABLE' } } });
  });

  test('has not started when it cannot be told which scene it is', async () => {
    const header = {
      namespace: 'Alexa.SceneController',
      name: 'Activate',
      messageId: 'directive-1',
      payloadVersion: '3',
    };
    const { answer } = await activateSlowly(
      { ...OPTIMISTIC, HOME_ASSISTANT_TOKEN: 'hg-configured-of-the-scene' },
      { directive: { header, endpoint: null, payload: {} } },
    );
    expect(answer).toMatchObject({ event: { payload: { type: 'ENDPOINT_UNREACHABLE' } } });
  });

  test('has not started when the home could not be reached', async () => {
    const parts = createNetworkParts({ HOME_ASSISTANT_URL: 'http://127.0.0.1:9', ...OPTIMISTIC });
    const answer = await createExtension(parts).smartHome(activate, createTurn());
    expect(answer).toMatchObject({ event: { payload: { type: 'BRIDGE_UNREACHABLE' } } });
  });

  test('has not started when a proxy kept the way to the home waiting', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const proxy = { HOME_ASSISTANT_PROXY: `socks5h://127.0.0.1:${port}`, HOME_ASSISTANT_PROXY_READY_MS: '0' };
    const { answer, home } = await activateSlowly({ ...OPTIMISTIC, ...proxy });
    silent.close();
    expect(answer).toMatchObject({ event: { payload: { type: 'BRIDGE_UNREACHABLE' } } });
    expect(home.seen).toEqual([]);
  });

  test('has not started when the home of the mode direct does not even say how the scene is', async () => {
    const { answer, home } = await activateSlowly({ ...OPTIMISTIC, HOME_ASSISTANT_MODE: 'direct' });
    expect(answer).toMatchObject({ event: { payload: { type: 'ENDPOINT_UNREACHABLE' } } });
    expect(home.seen.map(({ method }) => method)).not.toContain('POST');
  });

  test('is over where the directive said so, in the mode direct, too', async () => {
    const home = await startServer((answer, { method }) => {
      const scene = { entity_id: 'scene.evening', state: 'unknown', attributes: {} };
      if (method === 'GET') answer.setHeader('content-type', 'application/json').end(JSON.stringify(scene));
    });
    const direct = { HOME_ASSISTANT_URL: home.url, HOME_ASSISTANT_MODE: 'direct', ...variables, ...OPTIMISTIC };
    const parts = createNetworkParts(direct);
    const { directive: asked } = activate as { readonly directive: object };
    const endpoint = { endpointId: 'scene#evening', scope: { type: 'BearerToken', token: OWN_TOKEN } };
    const answer = await createExtension(parts).smartHome({ directive: { ...asked, endpoint } }, createTurn());
    expect(answer).toMatchObject({ event: { header: { name: 'ActivationStarted' } } });
  });
});
