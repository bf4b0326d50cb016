import { describe, expect, test } from 'vitest';
import { serveConnectProxy } from '../networks/support/servers.ts';
import { diagnose } from './support/diagnose.ts';
import { at, cloudflare, json, only, plain } from './support/faults.ts';
import { JSON_TYPE, page, serveFront } from './support/front.ts';
import { expectDiagnosis, type Row } from './support/row.ts';

const inside: readonly Row[] = [
  ['no API', async () => only('/api/', plain(404)), 'api', 'failed', /no API.*default_config/],
  [
    'a home that has not started yet',
    async () =>
      only('/api/config', json({ version: '2026.10.4', state: 'NOT_RUNNING', components: ['alexa', 'conversation'] })),
    'api',
    'warning',
    /NOT_RUNNING.*Wait until it runs/,
  ],
  [
    'a home in recovery mode',
    async () => only('/api/config', json({ version: '2026.10.4', state: 'RUNNING', recovery_mode: true })),
    'api',
    'failed',
    /recovery mode.*configuration\.yaml/,
  ],
  [
    'no Alexa integration',
    async () => only('/api/alexa', plain(404)),
    'smart-home',
    'failed',
    /404.*"alexa:" with "smart_home:".*HOME_ASSISTANT_MODE=direct/,
  ],
  [
    'a home that is too slow',
    async () => only('/api/alexa', { silent: true }, { HOME_ASSISTANT_TIMEOUT_MS: '500' }),
    'smart-home',
    'failed',
    /not answered within 500 ms.*less than 8 s/,
  ],
  [
    'a list that is too long for Lambda',
    async () => only('/api/alexa', json({ filler: 'x'.repeat(6_400_000) })),
    'smart-home',
    'failed',
    /more than 6 MB.*filter/,
  ],
  [
    'an answer that is no list of devices',
    async () => only('/api/alexa', json({ hello: 'world' })),
    'discovery',
    'failed',
    /no list of devices/,
  ],
  ['no device', async () => only('/api/alexa', json(discovered([]))), 'discovery', 'warning', /0 devices.*filter/],
  [
    'too many devices',
    async () => only('/api/alexa', json(discovered(lamps(310)))),
    'discovery',
    'warning',
    /300 devices for Alexa out of 310.*takes 300.*filter/,
  ],
  [
    'devices that are not valid',
    async () => only('/api/alexa', json(discovered([...lamps(3), { endpointId: 'light#nameless', capabilities: [] }]))),
    'discovery',
    'warning',
    /3 devices for Alexa out of 4.*without a name: light#nameless.*1 device is not valid/,
  ],
  [
    'an agent that nobody knows',
    async () => only('/api/conversation', plain(400), { HOME_ASSISTANT_AGENT_ID: 'conversation.nobody' }),
    'conversation',
    'failed',
    /no such agent.*HOME_ASSISTANT_AGENT_ID/,
  ],
  [
    'no conversation',
    async () => only('/api/conversation', plain(404)),
    'conversation',
    'warning',
    /only the custom skill needs/,
  ],
  [
    'no login page',
    async () => only('/auth/authorize', plain(404), { HOME_ASSISTANT_TOKEN_SOURCE: 'directive,configured' }),
    'account-linking',
    'failed',
    /no login page.*frontend/,
  ],
  [
    'a proxy that refuses the client ids in the query',
    async () => only('/auth/authorize?', plain(403), { HOME_ASSISTANT_TOKEN_SOURCE: 'directive,configured' }),
    'account-linking',
    'failed',
    /North America.*403.*addresses in its query/,
  ],
  [
    'a token endpoint behind a challenge',
    async () =>
      only(
        '/auth/token',
        { status: 403, headers: { ...cloudflare, 'cf-mitigated': 'challenge' }, body: page('Just a moment...') },
        { HOME_ASSISTANT_TOKEN_SOURCE: 'directive,configured' },
      ),
    'account-linking',
    'failed',
    /challenge.*Let \/auth\/ pass/,
  ],
  [
    'account linking that is slow but not used',
    async () => only('/auth/token', { delayMs: 4_600 }, { HOME_ASSISTANT_TIMEOUT_MS: '7000' }),
    'account-linking',
    'warning',
    /4\.5 s.*configured token is used/,
  ],
  [
    'a home that is slow altogether',
    async () =>
      only('/auth/providers', {
        delayMs: 1_700,
        headers: JSON_TYPE,
        body: '[{"name":"x","type":"homeassistant","id":null}]',
      }),
    'latency',
    'warning',
    /slow.*busy/,
  ],
  [
    'a client id without its slash',
    async () => ({ ...at(await serveFront()), options: { clientId: 'https://layla.amazon.com' } }),
    'client-id',
    'failed',
    /slash.*https:\/\/layla\.amazon\.com\//,
  ],
  [
    'a client id of somebody else',
    async () => ({ ...at(await serveFront()), options: { clientId: 'https://example.com/' } }),
    'client-id',
    'failed',
    /sends nobody back.*pitangui/,
  ],
];

function discovered(endpoints: readonly unknown[]) {
  const header = { namespace: 'Alexa.Discovery', name: 'Discover.Response', messageId: 'reply-1', payloadVersion: '3' };
  return { event: { header, payload: { endpoints } } };
}

function lamps(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    endpointId: `light#lamp_${index}`,
    friendlyName: `Lamp ${index}`,
    manufacturerName: 'Home Assistant',
    description: 'a lamp',
    displayCategories: ['LIGHT'],
    capabilities: [{ type: 'AlexaInterface', interface: 'Alexa', version: '3' }],
  }));
}

describe('What is wrong inside of the home', () => {
  test.each(inside)('is told: %s', async (...row) => expectDiagnosis(row));
});

test('A home without conversation is no fault; the step is skipped and says what needs it', async () => {
  const { settings } = await only(
    '/api/config',
    json({ version: '2026.10.4', state: 'RUNNING', components: ['alexa'] }),
  );
  const { of, verdict } = await diagnose(settings);
  expect(of('conversation')).toMatchObject({ state: 'skipped', means: expect.stringMatching(/custom skill does/) });
  expect(verdict).toBe('warning');
});

test('A home behind a proxy is told that Amazon does not go through it', async () => {
  const front = await serveFront();
  const { port } = await serveConnectProxy(front.port);
  const { of } = await diagnose({
    HOME_ASSISTANT_URL: 'http://home.test',
    HOME_ASSISTANT_TOKEN: front.token,
    HOME_ASSISTANT_PROXY: `http://127.0.0.1:${port}`,
  });
  expect(of('account-linking')).toMatchObject({
    state: 'skipped',
    means: expect.stringMatching(/does not go through the proxy/),
  });
  expect(of('smart-home').state).toBe('ok');
});
