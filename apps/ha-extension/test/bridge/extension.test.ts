import { describe, expect, test, vi } from 'vitest';
import { createExtension } from '../../src/index.ts';
import { startServer } from './support/loopback.ts';
import { CONFIGURED_TOKEN, reply, turnOn } from './support/messages.ts';
import { createNetworkParts, createParts, createTurn, type Home, response } from './support/parts.ts';

const URL = { HOME_ASSISTANT_URL: 'https://home.example.com' };

function start(variables: Readonly<Record<string, string>> = URL, home?: Home) {
  const parts = createParts(home, variables);
  return { ...parts, extension: createExtension(parts) };
}

describe('Preparing the extension', () => {
  test.each<Record<string, string>>([{}, { HOME_ASSISTANT_ENABLED: 'off' }, URL])(
    'succeeds with %j and does not ask the home',
    async (variables) => {
      const { extension, requests } = start(variables);
      await expect(extension.prepare()).resolves.toBeUndefined();
      expect(requests).toEqual([]);
    },
  );

  test.each(['http://192.168.1.5:8123', 'http://127.0.0.1:8123', 'https://homeassistant.local'])(
    'accepts a home in a private network: %s',
    async (url) => {
      await expect(start({ HOME_ASSISTANT_URL: url }).extension.prepare()).resolves.toBeUndefined();
    },
  );

  test('fails with settings that are wrong, naming the setting and not its value', async () => {
    const { extension } = start({ ...URL, HOME_ASSISTANT_TOKEN: '"geheim-geheim"' });
    const failure = await extension.prepare().catch((error: Error) => error);
    expect(String(failure)).toContain('HOME_ASSISTANT_TOKEN');
    expect(String(failure)).not.toContain('geheim');
  });

  test('hides the configured token from then on', async () => {
    const { extension, gateways } = start({ ...URL, HOME_ASSISTANT_TOKEN: CONFIGURED_TOKEN });
    await extension.prepare();
    const data = { note: `it is ${CONFIGURED_TOKEN}` };
    expect(gateways.security.operations.filterSensitive({ data })).toEqual({ note: 'it is [redacted]' });
  });

  test('takes a token that is too short to be hidden', async () => {
    await expect(start({ ...URL, HOME_ASSISTANT_TOKEN: 'short' }).extension.prepare()).resolves.toBeUndefined();
  });
});

describe('A connection before the first directive', () => {
  test('is opened to the home, the way that directives will take', async () => {
    const { extension, ahead } = start({ ...URL, HOME_ASSISTANT_PROXY: 'socks5h://127.0.0.1:1055' });
    await extension.prepare();
    expect(ahead).toEqual([
      expect.objectContaining({
        url: 'https://home.example.com',
        proxy: 'socks5h://127.0.0.1:1055',
        timeouts: { connectMs: 3_000 },
      }),
    ]);
  });

  test.each<[string, Record<string, string>]>([
    ['no home', {}],
    ['a home that is switched off', { ...URL, HOME_ASSISTANT_ENABLED: 'off' }],
    ['a home that is never asked', { ...URL, HOME_ASSISTANT_MODE: 'diagnostics' }],
    [
      'several homes',
      {
        ...URL,
        HOME_ASSISTANT_URL__CABIN: 'https://cabin.example.com',
        HOME_ASSISTANT_ENDPOINT_PREFIX__CABIN: 'cabin-',
      },
    ],
    ['an environment that is made in reserve', { ...URL, AWS_LAMBDA_INITIALIZATION_TYPE: 'provisioned-concurrency' }],
    ['a snapshot', { ...URL, AWS_LAMBDA_INITIALIZATION_TYPE: 'snap-start' }],
  ])('is not opened for %s', async (_title, variables) => {
    const { extension, ahead } = start(variables);
    await extension.prepare();
    expect(ahead).toEqual([]);
  });

  test('that cannot be had does not make start-up fail', async () => {
    const parts = createNetworkParts({ HOME_ASSISTANT_URL: 'http://127.0.0.1:9' });
    await expect(createExtension(parts).prepare()).resolves.toBeUndefined();
  });

  test('serves the first directive', async () => {
    const { url, seen, connections } = await startServer((answer) => {
      answer.setHeader('content-type', 'application/json').end(JSON.stringify(reply({})));
    });
    const parts = createNetworkParts({ HOME_ASSISTANT_URL: url });
    const extension = createExtension(parts);
    await extension.prepare();
    await vi.waitFor(() => expect(connections()).toBe(1));
    expect(seen).toEqual([]);
    await extension.smartHome(turnOn, createTurn());
    expect([seen.length, connections()]).toEqual([1, 1]);
  });
});

describe('The health of the home', () => {
  test.each([
    [{}, 'healthy', /^no-url/],
    [{ ...URL, HOME_ASSISTANT_ENABLED: 'no' }, 'healthy', /^switched-off/],
    [URL, 'healthy', /not asked yet/],
    [{ ...URL, HOME_ASSISTANT_ENABLED: 'maybe' }, 'unhealthy', /^misconfigured.*HOME_ASSISTANT_ENABLED/],
  ])('with %j is %s', async (variables, state, detail) => {
    const { extension, requests } = start(variables);
    expect(await extension.health()).toEqual([{ name: 'home', state, detail: expect.stringMatching(detail) }]);
    expect(requests).toEqual([]);
  });

  test('follows how the home did, without asking it', async () => {
    let status = 200;
    const { extension, requests } = start(URL, () => response(reply({}), status));
    await extension.smartHome(turnOn, createTurn());
    expect(await extension.health()).toMatchObject([{ state: 'healthy', detail: '1 calls, 0 failed, breaker closed' }]);
    status = 503;
    for (let count = 0; count < 5; count += 1) await extension.smartHome(turnOn, createTurn());
    expect(await extension.health()).toMatchObject([
      { state: 'degraded', detail: expect.stringMatching(/breaker open$/) },
    ]);
    expect(requests).toHaveLength(6);
  });
});
