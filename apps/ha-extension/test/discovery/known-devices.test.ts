import { describe, expect, test } from 'vitest';
import { createExtension } from '../../src/index.ts';
import { accessToken, directiveForHome, found, lamp } from '../bridge/support/messages.ts';
import { createParts, createTurn, type Home, response } from '../bridge/support/parts.ts';

const URL = { HOME_ASSISTANT_URL: 'https://home.example.com' };
const BROKEN: Home = () => response('<html><title>502 Bad Gateway</title>', 502, { 'content-type': 'text/html' });

const finding =
  (...endpoints: readonly object[]): Home =>
  () =>
    response(found(endpoints));

const ANNA = 'a'.repeat(32);
const BERT = 'b'.repeat(32);
const discoverBy = (token: string) =>
  directiveForHome('Alexa.Discovery', 'Discover', { scope: { type: 'BearerToken', token } });

function start(variables: Readonly<Record<string, string>> = URL, first: Home = finding(lamp('light#hallway'))) {
  let home = first;
  const parts = createParts((request) => home(request), variables);
  const extension = createExtension(parts);
  return {
    ...parts,
    becomes: (next: Home) => {
      home = next;
    },
    async discover(token: string, turn = createTurn()) {
      const answer = (await extension.smartHome(discoverBy(token), turn)) as {
        readonly event: { readonly payload: { readonly endpoints: readonly { readonly endpointId: string }[] } };
      };
      return { ids: answer.event.payload.endpoints.map(({ endpointId }) => endpointId), causes: turn.causes };
    },
  };
}

describe('While the home is away, discovery', () => {
  test('shows the devices that it found last, also after the token was renewed, and says so in the log', async () => {
    const { discover, becomes, advance, output } = start();
    await discover(accessToken(ANNA, 1_000));
    becomes(BROKEN);
    await advance(3_600_000);
    const { ids, causes } = await discover(accessToken(ANNA, 9_000));
    expect(ids).toEqual(['light#hallway']);
    expect(causes).toEqual([]);
    expect(output()).toMatch(/The home is away, so Alexa is shown what was found last \(1\)\. unavailable/);
    expect(output()).not.toContain(accessToken(ANNA, 9_000));
  });

  test('never shows one person the devices of another', async () => {
    const { discover, becomes } = start();
    await discover(accessToken(ANNA, 1_000));
    becomes(BROKEN);
    const { ids, causes } = await discover(accessToken(BERT, 1_000));
    expect(ids).toEqual([]);
    expect(causes.join()).toMatch(/^unavailable/);
  });

  test('shows nothing to a sender for whom nobody vouches, whatever token he brings', async () => {
    const { discover, becomes } = start();
    await discover(accessToken(ANNA, 1_000));
    becomes(BROKEN);
    expect((await discover(accessToken(ANNA, 1_000), createTurn({ trusted: false }))).ids).toEqual([]);
  });

  test('shows nothing where the settings say so', async () => {
    const { discover, becomes } = start({ ...URL, HOME_ASSISTANT_DISCOVERY_FALLBACK: 'no' });
    await discover(accessToken(ANNA, 1_000));
    becomes(BROKEN);
    expect((await discover(accessToken(ANNA, 1_000))).ids).toEqual([]);
  });

  test('shows nothing when the home itself refuses the token', async () => {
    const { discover, becomes } = start();
    await discover(accessToken(ANNA, 1_000));
    becomes(() => response('401: Unauthorized', 401));
    const { ids, causes } = await discover(accessToken(ANNA, 1_000));
    expect(ids).toEqual([]);
    expect(causes.join()).toMatch(/^unauthorized/);
  });

  test('forgets devices after a month', async () => {
    const { discover, becomes, advance } = start();
    await discover(accessToken(ANNA, 1_000));
    becomes(BROKEN);
    await advance(31 * 86_400_000);
    expect((await discover(accessToken(ANNA, 1_000))).ids).toEqual([]);
  });

  test('shows them in the mode failsafe, too, without asking the home', async () => {
    const parts = createParts(finding(lamp('light#hallway')), URL);
    const anna = discoverBy(accessToken(ANNA, 1_000));
    await createExtension(parts).smartHome(anna, createTurn());
    const environment = { ...parts.environment, variables: { HOME_ASSISTANT_MODE: 'failsafe' } };
    const backup = await parts.gateways.cache.operations.backup();
    const offline = createParts(undefined, environment.variables);
    await offline.gateways.cache.operations.restore(backup);
    const turn = createTurn();
    expect(await createExtension(offline).smartHome(anna, turn)).toMatchObject({
      event: { header: { name: 'Discover.Response' }, payload: { endpoints: [{ endpointId: 'light#hallway' }] } },
    });
    expect(offline.requests).toEqual([]);
    expect(turn.causes).toEqual([]);
  });
});

describe('A discovery', () => {
  test('says in the log how many devices there are, and what is different from the last', async () => {
    const { discover, becomes, output } = start();
    await discover(accessToken(ANNA, 1_000));
    expect(output()).toContain('"Devices found: 1."');
    await discover(accessToken(ANNA, 2_000));
    expect(output()).toContain('Devices found: 1, as at the last discovery.');
    becomes(finding(lamp('light#entrance', 'light#hallway'), lamp('light#garden')));
    await discover(accessToken(ANNA, 3_000));
    expect(output()).toContain(
      'Devices found: 2. Since the last discovery: with another id than before, so that Alexa has them twice: light#hallway is now light#entrance; new: light#garden. Delete in the Alexa app',
    );
  });

  test('of several homes is remembered for each, and one that is away does not take the other with it', async () => {
    const cabinIsAway = { now: false };
    const home: Home = (request) => {
      const isCabin = request.url.includes('cabin');
      return isCabin && cabinIsAway.now
        ? BROKEN(request)
        : finding(lamp(isCabin ? 'light#stove' : 'light#desk'))(request);
    };
    const variables = {
      HOME_ASSISTANT_URL__CABIN: 'https://cabin.example.com',
      HOME_ASSISTANT_TOKEN__CABIN: accessToken(ANNA, 0),
      HOME_ASSISTANT_ENDPOINT_PREFIX__CABIN: 'cabin-',
      HOME_ASSISTANT_TOKEN__FLAT: accessToken(BERT, 0),
      HOME_ASSISTANT_URL__FLAT: 'https://flat.example.com',
      HOME_ASSISTANT_ENDPOINT_PREFIX__FLAT: 'flat-',
    };
    const { discover, output } = start(variables, home);
    expect((await discover(accessToken(ANNA, 1))).ids).toEqual(['cabin-light#stove', 'flat-light#desk']);
    cabinIsAway.now = true;
    expect((await discover(accessToken(ANNA, 2))).ids).toEqual(['cabin-light#stove', 'flat-light#desk']);
    expect(output()).toContain('Devices found at FLAT: 1, as at the last discovery.');
  });

  test('of several homes with more devices than Alexa takes says which were left out', async () => {
    const many = (prefix: string) => Array.from({ length: 200 }, (_, index) => lamp(`light#${prefix}${index}`));
    const variables = {
      HOME_ASSISTANT_URL: 'https://flat.example.com',
      HOME_ASSISTANT_TOKEN: accessToken(BERT, 0),
      HOME_ASSISTANT_TOKEN__CABIN: accessToken(ANNA, 0),
      HOME_ASSISTANT_URL__CABIN: 'https://cabin.example.com',
      HOME_ASSISTANT_ENDPOINT_PREFIX__CABIN: 'cabin-',
    };
    const { discover, output } = start(variables, (request) =>
      finding(...many(request.url.includes('cabin') ? 'c' : 'f'))(request),
    );
    expect((await discover(accessToken(ANNA, 1))).ids).toHaveLength(300);
    expect(output()).toMatch(/endpoints beyond 300 of all homes: cabin-light#c100, cabin-light#c101, .* and 95 more/);
  });
});
