import { describe, expect, test } from 'vitest';
import { createExtension } from '../../src/index.ts';
import { CONFIGURED_TOKEN, reply, turnOn } from './support/messages.ts';
import { createParts, createTurn, type Home, response } from './support/parts.ts';

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
