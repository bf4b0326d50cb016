import { beforeAll, describe, expect, test } from 'vitest';
import { createExtension } from '../../src/index.ts';
import { compileSchema, SCHEMA_HINT, type SchemaCheck, schemaIsMissing } from '../demo-home/support/amazon-schema.ts';
import {
  CONFIGURED_TOKEN,
  CORRELATION_TOKEN,
  directive,
  directiveForHome,
  OWN_TOKEN,
  reply,
  turnOn,
} from './support/messages.ts';
import { createParts, createTurn, type Home, response, type TestParts } from './support/parts.ts';

const URL = { HOME_ASSISTANT_URL: 'https://home.example.com/ha' };
const CONFIGURED = { ...URL, HOME_ASSISTANT_TOKEN: CONFIGURED_TOKEN };
const GRANT = directiveForHome('Alexa.Authorization', 'AcceptGrant', {
  grant: { type: 'OAuth2.AuthorizationCode', code: 'code-of-the-grant' },
  grantee: { type: 'BearerToken', token: OWN_TOKEN },
});
const DISCOVER = directiveForHome('Alexa.Discovery', 'Discover', { scope: { type: 'BearerToken', token: OWN_TOKEN } });

const answersWell: Home = () => response(reply({}, {}, []));

interface Asked extends TestParts {
  readonly answer: unknown;
  readonly causes: readonly string[];
  readonly errorType: unknown;
}

async function ask(
  event: unknown,
  { home = answersWell, variables = URL, trusted = true }: { home?: Home; variables?: object; trusted?: boolean } = {},
): Promise<Asked> {
  const parts = createParts(home, variables as Readonly<Record<string, string>>);
  const turn = createTurn({ trusted });
  const answer = await createExtension(parts).smartHome(event, turn);
  // biome-ignore lint/suspicious/noExplicitAny: the tests look for what may not be there
  return { ...parts, answer, causes: turn.causes, errorType: (answer as any).event.payload.type };
}

describe('A directive', () => {
  test.each([
    ['of an endpoint', turnOn, reply({})],
    ['of account linking', GRANT, reply({ namespace: 'Alexa.Authorization', name: 'AcceptGrant.Response' })],
    ['of discovery', DISCOVER, reply({ namespace: 'Alexa.Discovery', name: 'Discover.Response' }, { endpoints: [] })],
    ['with members that nobody has foreseen', { ...turnOn, more: { of: ['them', null, 1.5] } }, reply({})],
  ])('%s goes to the home as it is, with its own token', async (_, event, answered) => {
    const { requests, causes } = await ask(event, { home: () => response(answered) });
    expect(requests).toMatchObject([
      {
        method: 'POST',
        url: 'https://home.example.com/ha/api/alexa/smart_home',
        headers: { authorization: `Bearer ${OWN_TOKEN}` },
      },
    ]);
    expect(JSON.parse(String(requests[0]?.body))).toEqual(event);
    expect(causes).toEqual([]);
  });

  test("gets the home's answer as it is", async () => {
    const answered = reply({}, { of: 'the home' }, []);
    expect((await ask(turnOn, { home: () => response(answered) })).answer).toEqual(answered);
  });

  test('leaves one line in the log about what was left out of the answer', async () => {
    const playing = { namespace: 'Alexa.PlaybackStateReporter', name: 'playbackState', value: { state: 'PLAYING' } };
    const { answer, output, causes } = await ask(turnOn, { home: () => response(reply({}, {}, [playing])) });
    expect(answer).toEqual(reply({}, {}, []));
    expect(output()).toContain('Alexa.PlaybackStateReporter.playbackState');
    expect(causes).toEqual([]);
  });

  test('goes with the token that was read from it before', async () => {
    const parts = createParts(answersWell, URL);
    const identity = { kind: 'smart-home', token: 'hg-read-before-1f0c2a7e' } as const;
    await createExtension(parts).smartHome(turnOn, createTurn({ identity }));
    expect(parts.requests[0]?.headers?.authorization).toBe(`Bearer ${identity.token}`);
    expect(parts.environment.statistics.operations().security?.authenticateAlexa).toBeUndefined();
  });

  test('goes with the configured token when there is one', async () => {
    const { requests } = await ask(turnOn, { variables: CONFIGURED });
    expect(requests[0]?.headers?.authorization).toBe(`Bearer ${CONFIGURED_TOKEN}`);
  });

  test('never goes with the configured token for a caller for whom nobody vouches', async () => {
    const own = await ask(turnOn, { variables: CONFIGURED, trusted: false });
    expect(own.requests[0]?.headers?.authorization).toBe(`Bearer ${OWN_TOKEN}`);
    const none = await ask(directive('Alexa', 'ReportState', {}, null), { variables: CONFIGURED, trusted: false });
    expect([none.requests, none.errorType]).toEqual([[], 'INVALID_AUTHORIZATION_CREDENTIAL']);
  });

  test('is not limited to the skill ids: it carries none', async () => {
    const variables = { ...URL, HOME_ASSISTANT_SKILL_IDS: 'amzn1.ask.skill.mine' };
    expect((await ask(turnOn, { variables })).requests).toHaveLength(1);
  });

  test.each([
    ['of another version', { directive: { header: { namespace: 'Alexa', name: 'X', payloadVersion: '2' } } }],
    ['without a header', { directive: {} }],
    ['that is none', { request: {} }],
    ['that is nothing', undefined],
  ])('%s never reaches the home', async (_, event) => {
    const { requests, errorType, causes } = await ask(event);
    expect([requests, errorType]).toEqual([[], 'INVALID_DIRECTIVE']);
    expect(causes).toEqual([expect.stringMatching(/^invalid-directive: /)]);
  });
});

describe('Settings with which no home can be called', () => {
  test.each([
    [{}, /^no-url: .*HOME_ASSISTANT_URL/],
    [{ ...URL, HOME_ASSISTANT_ENABLED: 'no' }, /^switched-off: .*HOME_ASSISTANT_ENABLED/],
    [{ ...URL, HOME_ASSISTANT_TOKN: 'geheim-geheim' }, /^misconfigured \(.*HOME_ASSISTANT_TOKN/],
    [{ ...URL, HOME_ASSISTANT_TOKEN: 'geheim geheim' }, /^misconfigured \(.*HOME_ASSISTANT_TOKEN/],
  ])('%j are told in the log and in a valid answer, and the home is not asked', async (variables, cause) => {
    const { causes, errorType, requests, output } = await ask(turnOn, { variables });
    expect([errorType, requests]).toEqual(['BRIDGE_UNREACHABLE', []]);
    expect(causes).toEqual([expect.stringMatching(cause)]);
    expect(causes.join() + output()).not.toContain('geheim');
  });

  test('that misspell a name are told the one that may be meant', async () => {
    const { causes } = await ask(turnOn, { variables: { HOME_ASSISTANT_URI: 'https://home.example.com' } });
    expect(causes[0]).toMatch(/HOME_ASSISTANT_URI is not accepted: .* end in URL/);
  });
});

describe('The message of an error', () => {
  const refuses: Home = () => {
    throw new Error(`Nothing listens at home.example.com:8123 for ${CONFIGURED_TOKEN}.`);
  };

  test('says to Alexa what the log says, but for secrets', async () => {
    const { answer, causes } = await ask(turnOn, { home: refuses, variables: CONFIGURED });
    const message = JSON.stringify(answer);
    expect(message).toContain('home.example.com:8123');
    expect(message).not.toContain(CONFIGURED_TOKEN);
    expect(causes).toHaveLength(1);
  });

  test('tells a caller for whom nobody vouches nothing of what was seen', async () => {
    const { answer, causes } = await ask(turnOn, { home: refuses, variables: CONFIGURED, trusted: false });
    expect(JSON.stringify(answer)).not.toMatch(/example\.com|8123/);
    expect(answer).toMatchObject({ event: { payload: { message: expect.stringMatching(/^Something failed/) } } });
    expect(causes[0]).toContain('home.example.com:8123');
  });

  test("never repeats the person's token, which an answer of the home may hold", async () => {
    const { answer, causes } = await ask(turnOn, { home: () => response(`{"token":"${OWN_TOKEN}"`) });
    expect(JSON.stringify(answer) + causes.join()).not.toContain(OWN_TOKEN);
  });
});

describe.skipIf(schemaIsMissing)(`The answer is valid against Amazon's schema ${SCHEMA_HINT}`, () => {
  let faultsOf: SchemaCheck;
  beforeAll(() => {
    faultsOf = compileSchema();
  });

  test.each([401, 403, 404, 429, 500, 503, 302])('to every directive when the home answers %i', async (status) => {
    for (const event of [turnOn, GRANT, DISCOVER]) {
      const { answer, causes } = await ask(event, { home: () => response('', status) });
      expect(faultsOf(answer)).toEqual([]);
      expect(causes).toHaveLength(1);
    }
  });

  test('echoes the correlation token where there is one and has none where there is none', async () => {
    const home: Home = () => response('', 500);
    expect((await ask(turnOn, { home })).answer).toMatchObject({
      event: { header: { correlationToken: CORRELATION_TOKEN }, endpoint: { endpointId: 'light#hallway' } },
    });
    expect(JSON.stringify((await ask(GRANT, { home })).answer)).not.toContain('correlationToken');
  });
});
