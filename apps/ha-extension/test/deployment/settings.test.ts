import { expect, it } from 'vitest';
import {
  accountLinking,
  checkBridgeSettings,
  discoveryDirective,
  isBridgeSetting,
  isSecretBridgeSetting,
  readDiscovered,
} from '../../src/deployment/index.ts';
import { settingTable } from '../../src/settings/setting-table.ts';

const ADDRESS = { HOME_ASSISTANT_URL: 'https://home.example.com/' };

it('Settings are told apart by secrecy as their table says, for every home', () => {
  for (const [name, description] of Object.entries(settingTable)) {
    const secret = 'secret' in description;
    expect(isSecretBridgeSetting(`HOME_ASSISTANT_${name}`)).toBe(secret);
    expect(isSecretBridgeSetting(`HOME_ASSISTANT_${name}__CABIN`)).toBe(secret);
  }
  expect(isBridgeSetting('HOME_ASSISTANT_ANYTHING')).toBe(true);
  expect(isBridgeSetting('LOG_LEVEL')).toBe(false);
});

it.each([
  [{}, undefined, 'no address yet', false],
  [{ HOME_ASSISTANT_ENABLED: 'no' }, undefined, 'switched off', false],
  [{ ...ADDRESS, HOME_ASSISTANT_MODE: 'failsafe' }, undefined, 'not asked (failsafe)', false],
  [ADDRESS, 'https://home.example.com', 'asked with the token of account linking', false],
  [{ ...ADDRESS, HOME_ASSISTANT_TOKEN: 'a-token' }, 'https://home.example.com', 'asked with a token of its own', true],
  [
    { ...ADDRESS, HOME_ASSISTANT_TOKEN: 'parameters:/a', HOME_ASSISTANT_TOKEN_SOURCE: 'directive,configured' },
    'https://home.example.com',
    'asked with the token of account linking, then a token that is kept elsewhere',
    true,
  ],
  [{ HOME_ASSISTANT_URL: 'parameters:/house/url' }, undefined, 'its address is kept elsewhere', false],
  [
    { ...ADDRESS, HOME_ASSISTANT_MODE: 'parameters:/house/mode', HOME_ASSISTANT_HIDE: 'domain:lock' },
    'https://home.example.com',
    'asked with the token of account linking',
    false,
  ],
  [{ HOME_ASSISTANT_MODE: 'diagnostics' }, undefined, 'a switch of the bridge itself', false],
  [
    {
      ...ADDRESS,
      HOME_ASSISTANT_CLIENT_CERTIFICATE: 'secrets:mtls',
      HOME_ASSISTANT_CLIENT_KEY: 'a key whose certificate is not here',
    },
    'https://home.example.com',
    'asked with the token of account linking',
    false,
  ],
])('%j is described without its secrets', async (settings, address, description, hasToken) => {
  const { problems, homes } = await checkBridgeSettings(settings);
  expect(problems).toEqual([]);
  expect(homes).toHaveLength(1);
  expect(homes[0]).toMatchObject({ name: '', address, hasToken });
  expect(homes[0]?.description).toContain(description);
});

it('Wrong settings are named with the mend and without the value, and those that are kept elsewhere are not judged', async () => {
  const { problems, homes } = await checkBridgeSettings({
    HOME_ASSISTANT_URL: 'parameters:/house/url',
    HOME_ASSISTANT_TOKEN: '"quoted-secret"',
    HOME_ASSISTANT_URL__CABIN: 'https://cabin.example.com',
    HOME_ASSISTANT_MODE__CABIN: 'wrong',
    HOME_ASSISTANT_TOKNE: 'x',
  });
  expect(homes).toEqual([]);
  expect(problems.map(({ name }) => name).sort()).toContain('HOME_ASSISTANT_MODE__CABIN');
  expect(problems.map(({ name }) => name)).toContain('HOME_ASSISTANT_TOKNE');
  expect(problems.map(({ name }) => name)).not.toContain('HOME_ASSISTANT_URL');
  expect(JSON.stringify(problems)).not.toContain('quoted-secret');
});

it('Account linking is told with the addresses of the home and the client id of the region', () => {
  expect(accountLinking('https://home.example.com/ha', 'eu-west-1')).toMatchObject({
    authorizationUri: 'https://home.example.com/ha/auth/authorize',
    tokenUri: 'https://home.example.com/ha/auth/token',
    clientId: 'https://layla.amazon.com/',
    scope: 'smart_home',
  });
  const clientIds = ['us-east-1', 'eu-west-1', 'us-west-2', 'ap-south-1'].map(
    (region) => accountLinking('x', region).clientId,
  );
  for (const id of clientIds) expect(id).toMatch(/^https:\/\/[a-z.]+\/$/);
  expect(new Set(clientIds).size).toBe(3);
});

it('What came of a discovery is told by names, or by the error', () => {
  expect(discoveryDirective()).toMatchObject({
    directive: { header: { namespace: 'Alexa.Discovery', name: 'Discover' } },
  });
  // A home that is offered both would refuse one, and count it towards a ban.
  expect(JSON.stringify(discoveryDirective())).not.toContain('token');
  const answer = (payload: object) => ({ event: { header: {}, payload } });
  expect(readDiscovered(answer({ endpoints: [{ friendlyName: 'Lamp' }, { endpointId: 'x' }, 5] }))).toEqual({
    found: true,
    names: ['Lamp', 'x'],
  });
  expect(readDiscovered(answer({ type: 'BRIDGE_UNREACHABLE', message: 'away' }))).toEqual({
    found: false,
    reason: 'BRIDGE_UNREACHABLE: away',
  });
  for (const nonsense of [undefined, 5, {}, { event: null }]) expect(readDiscovered(nonsense).found).toBe(false);
});
