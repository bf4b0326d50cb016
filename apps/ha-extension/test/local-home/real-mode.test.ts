import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createExtension, homesSchema } from '../../src/index.ts';
import { openLocalHome, settingDescriptions, variablesFor } from '../../src/local-home/index.ts';
import { createNetworkParts, createTurn } from '../bridge/support/parts.ts';
import { startDemo } from '../demo-home/support/demo.ts';

const TOKEN = 'hg-real-3b9f61d07c2e48aa';
const REAL = { HOME_ASSISTANT_URL: 'https://home.example.com', HOME_ASSISTANT_TOKEN: TOKEN };

describe('With an address and a token', () => {
  test('the home is described without the token, and its settings are handed on', async () => {
    const home = await openLocalHome({ ...REAL, HOME_ASSISTANT_SKILL_IDS: 'a', PATH: '/bin' });
    expect(home.description).toEqual([
      'Home: https://home.example.com (from HOME_ASSISTANT_URL), with the token from HOME_ASSISTANT_TOKEN.',
    ]);
    expect(home.variables).toEqual({ ...REAL, HOME_ASSISTANT_SKILL_IDS: 'a' });
    expect(home.secrets).toEqual([TOKEN]);
    await expect(home.close()).resolves.toBeUndefined();
  });

  test.each([
    ['https://me:geheim@home.example.com/ha', 'Home: https://home.example.com/ha (from'],
    ['https://home.example.com/?api_password=geheim', 'Home: https://home.example.com (from'],
    ['me:geheim@home.example.com', 'Home: an address that is no URL (from'],
    ['geheim', 'Home: an address that is no URL (from'],
  ])('the description of %s tells no secret in it', async (url, beginning) => {
    const { description } = await openLocalHome({ ...REAL, HOME_ASSISTANT_URL: url });
    expect(description.join().startsWith(beginning)).toBe(true);
    expect(description.join()).not.toContain('geheim');
  });

  test('the token is known as the secret that is sent, without white space around it', async () => {
    const { secrets, variables } = await openLocalHome({ ...REAL, HOME_ASSISTANT_TOKEN: ` ${TOKEN}\n` });
    expect([secrets, variables.HOME_ASSISTANT_TOKEN]).toEqual([[TOKEN], TOKEN]);
  });

  test.each([undefined, '', '  '])('that is %j instead, the error says how to get one', async (token) => {
    await expect(openLocalHome({ ...REAL, HOME_ASSISTANT_TOKEN: token })).rejects.toThrow(
      /HOME_ASSISTANT_TOKEN is not\. Make a long-lived access token/,
    );
  });

  test('that comes after that of a directive, it alone is sent', async () => {
    const { variables } = await openLocalHome({ ...REAL, HOME_ASSISTANT_TOKEN_SOURCE: 'Directive, configured' });
    expect(variables.HOME_ASSISTANT_TOKEN_SOURCE).toBe('configured');
  });

  test('that is not to be used, the error says so: directives made by hand would be refused', async () => {
    await expect(openLocalHome({ ...REAL, HOME_ASSISTANT_TOKEN_SOURCE: 'Directive' })).rejects.toThrow(
      /HOME_ASSISTANT_TOKEN_SOURCE is directive/,
    );
  });
});

describe('The samples for a real home', () => {
  test('leave every entity as it was', async () => {
    const demo = await startDemo();
    const before = JSON.stringify(demo.home.entities());
    const home = await openLocalHome(variablesFor(demo.home));
    const parts = createNetworkParts(home.variables);
    const { smartHome } = createExtension(parts);
    const turn = createTurn();
    const discovered = await smartHome(home.discovery.event, turn);
    const samples = home.samples(discovered);
    expect(samples).toHaveLength(6);
    for (const { event } of samples.slice(0, -1)) {
      expect(await smartHome(event, turn)).toMatchObject({ event: { header: { name: 'StateReport' } } });
    }
    await parts.gateways['http-client'].operations.resetPool();
    expect(turn.causes).toEqual([]);
    expect(JSON.stringify(demo.home.entities())).toBe(before);
  });

  test('only ever ask for a state or for the health of the function, whatever is discovered', async () => {
    const { samples, discovery } = await openLocalHome(REAL);
    expect(discovery.event).toMatchObject({
      directive: { header: { namespace: 'Alexa.Discovery', name: 'Discover' } },
    });
    const endpoint = fc.record({
      endpointId: fc.oneof(fc.string(), fc.jsonValue()),
      friendlyName: fc.jsonValue(),
      capabilities: fc.oneof(fc.array(fc.record({ interface: fc.string() })), fc.jsonValue()),
    });
    const payload = fc.record({ endpoints: fc.oneof(fc.array(endpoint), fc.jsonValue()) });
    const answer = fc.oneof(fc.record({ event: fc.record({ payload }) }), fc.jsonValue());
    fc.assert(
      fc.property(answer, (given) => {
        const events = samples(given).map(({ event }) => event as Record<string, Record<string, unknown>>);
        expect(events.length).toBeLessThanOrEqual(6);
        for (const { directive, requestContext } of events) {
          if (directive === undefined) expect(requestContext?.http).toEqual({ method: 'GET', path: '/health' });
          else expect(directive.header).toMatchObject({ namespace: 'Alexa', name: 'ReportState' });
        }
      }),
    );
  });
});

describe('The variables for a home', () => {
  test.each([
    [{ url: 'http://h' }, { HOME_ASSISTANT_URL: 'http://h' }],
    [
      { url: 'http://h', token: 't' },
      { HOME_ASSISTANT_URL: 'http://h', HOME_ASSISTANT_TOKEN: 't' },
    ],
    [
      { url: 'http://h', token: undefined, ca: 'pem' },
      { HOME_ASSISTANT_URL: 'http://h', HOME_ASSISTANT_CA: 'pem' },
    ],
  ])('%j are %j', (home, variables) => {
    expect(variablesFor(home)).toEqual(variables);
  });

  test('are settings that there are', () => {
    const names = Object.keys(variablesFor({ url: 'http://h', token: 't', ca: 'pem' }));
    expect(Object.keys(settingDescriptions)).toEqual(expect.arrayContaining(names));
  });

  test('point the extension at the home', () => {
    const read = homesSchema['~standard'].validate(variablesFor({ url: 'http://h:1/', token: 't' }));
    expect(read).toMatchObject({
      value: [{ state: 'on', url: 'http://h:1', token: 't', tokenSources: ['configured'] }],
    });
  });
});
