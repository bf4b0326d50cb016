import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hideToken, mayHold } from '../../src/bridge/hide-token.ts';
import { createExtension } from '../../src/index.ts';
import { intent } from '../skill/support/requests.ts';
import { CONFIGURED_TOKEN, directiveForHome, errorReply, OWN_TOKEN, reply, turnOn } from './support/messages.ts';
import { createParts, createTurn, response } from './support/parts.ts';

const VARIABLES = { HOME_ASSISTANT_URL: 'https://home.example.com', HOME_ASSISTANT_TOKEN: CONFIGURED_TOKEN };
const ECHO = `you sent Bearer ${CONFIGURED_TOKEN}`;
const ACCESS = {
  HOME_ASSISTANT_ACCESS_CLIENT_ID: 'service-token-1',
  HOME_ASSISTANT_ACCESS_CLIENT_SECRET: 'hg-access-0b7d63e1c2a94f58',
};

/** What Alexa gets, and the log, when the home answers this. */
async function everything(answered: unknown, event: unknown, trusted = true): Promise<string> {
  const parts = createParts(() => response(answered), { ...VARIABLES, ...ACCESS });
  const extension = createExtension(parts);
  const turn = createTurn({ trusted });
  const isSkill = typeof event === 'object' && event !== null && 'request' in event;
  const answer = await (isSkill ? extension.skill(event, turn) : extension.smartHome(event, turn));
  return JSON.stringify(answer) + turn.causes.join() + parts.output();
}

describe('The configured token does not leave when the home echoes it', () => {
  const { event } = reply({}) as { event: object };
  const scope = { type: 'BearerToken', token: CONFIGURED_TOKEN };
  const endpoint = {
    endpointId: `light#${CONFIGURED_TOKEN}`,
    friendlyName: ECHO,
    displayCategories: ['LIGHT'],
    cookie: { [CONFIGURED_TOKEN]: ECHO },
    capabilities: [{ type: 'AlexaInterface', interface: 'Alexa', version: '3', note: ECHO }],
  };
  const discovered = { namespace: 'Alexa.Discovery', name: 'Discover.Response' };
  const discover = directiveForHome('Alexa.Discovery', 'Discover', {});

  test.each([
    ['in the message of an error', errorReply({ type: 'INTERNAL_ERROR', message: ECHO }), turnOn],
    ['in the type of an error', errorReply({ type: CONFIGURED_TOKEN, message: ECHO }), turnOn],
    ['in the message id', reply({ messageId: CONFIGURED_TOKEN }), turnOn],
    ['in the payload', reply({}, { [CONFIGURED_TOKEN]: { deep: [ECHO] } }), turnOn],
    ['in the scope', { event: { ...event, endpoint: { endpointId: 'light#hallway', scope } } }, turnOn],
    ['in a property', reply({}, {}, [{ namespace: 'Alexa.InputController', name: 'input', value: ECHO }]), turnOn],
    ['in a device', reply(discovered, { endpoints: [endpoint, { ...endpoint, endpointId: 'light#x' }] }), discover],
    ['in an error to discovery', errorReply({ type: 'INTERNAL_ERROR', message: ECHO }), discover],
    ['in another kind of answer', reply({ name: CONFIGURED_TOKEN }), turnOn],
  ])('%s', async (_, answered, event) => {
    expect(await everything(answered, event)).not.toContain(CONFIGURED_TOKEN);
    expect(await everything(answered, event, false)).not.toContain(CONFIGURED_TOKEN);
  });

  test('in what is spoken or kept in the session', async () => {
    const answered = {
      conversation_id: CONFIGURED_TOKEN,
      continue_conversation: true,
      response: { speech: { plain: { speech: ECHO } } },
    };
    const said = await everything(answered, intent('AssistIntent', { slots: { query: 'who am I' } }));
    expect(said).toContain('you sent');
    expect(said).not.toContain(CONFIGURED_TOKEN);
  });

  test('nor does the secret of a service token', async () => {
    const secret = ACCESS.HOME_ASSISTANT_ACCESS_CLIENT_SECRET;
    const echoed = `cf-access-client-secret,${secret}`;
    const endpoints = [{ ...endpoint, endpointId: 'light#hallway', description: echoed }];
    const found = await everything(reply(discovered, { endpoints }), discover);
    expect(found).toContain('light#hallway');
    expect(found).not.toContain(secret);
    const answered = {
      conversation_id: echoed,
      continue_conversation: true,
      response: { speech: { plain: { speech: 'yes' } } },
    };
    const said = await everything(answered, intent('AssistIntent', { slots: { query: 'who am I' } }), false);
    expect(said).toContain('cf-access-client-secret,[redacted]');
    expect(said).not.toContain(secret);
  });
});

test("The sender's own token stays in its scope, and nowhere in the message of an error", async () => {
  const parts = createParts(
    () => response(errorReply({ type: 'INTERNAL_ERROR', message: `Bearer ${OWN_TOKEN}` })),
    VARIABLES,
  );
  const answer = JSON.stringify(await createExtension(parts).smartHome(turnOn, createTurn()));
  expect(answer.split(OWN_TOKEN)).toHaveLength(2);
  expect(answer).toContain(`"token":"${OWN_TOKEN}"`);
});

test('A hidden token stands nowhere, and JSON without it stays as it is', () => {
  const token = fc.string({ minLength: 8, maxLength: 12, unit: fc.constantFrom('a', 'b', '\\', '$', '&') });
  fc.assert(
    fc.property(token, fc.jsonValue(), (secret, value) => {
      const planted = { [`x${secret}`]: [`${secret}${secret}y`, { deep: { value: secret } }], value };
      const hidden = JSON.stringify(hideToken(planted, secret));
      expect(hidden).not.toContain(JSON.stringify(secret).slice(1, -1));
      expect(hideToken({ value: 'plain' }, secret)).toEqual({ value: 'plain' });
    }),
  );
});

describe('A text of JSON', () => {
  const token = fc.string({ minLength: 8, maxLength: 12, unit: fc.constantFrom('a', 'b', '/', 'é') });

  /** As other writers of JSON may have it: some characters as escapes. */
  const escaped = (text: string, escapeAll: boolean) =>
    [...text].map((one) => (escapeAll ? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}` : one)).join('');

  test('that holds a token, escaped or not, is told from one that holds none', () => {
    fc.assert(
      fc.property(token, fc.boolean(), fc.boolean(), (secret, isName, escapeAll) => {
        const written = escaped(secret, escapeAll);
        const text = isName ? `{"x${written}":1}` : `{"x":["y${written}"]}`;
        expect(hideToken(JSON.parse(text), secret)).not.toEqual(JSON.parse(text));
        expect(mayHold(text, secret)).toBe(true);
      }),
    );
    expect(mayHold('{"state":"on"}', CONFIGURED_TOKEN)).toBe(false);
    expect(mayHold('{"state":"on"}', undefined)).toBe(false);
  });

  test('is left alone where it can hold none', () => {
    fc.assert(
      fc.property(token, fc.jsonValue(), (secret, value) => {
        if (!mayHold(JSON.stringify(value), secret)) expect(hideToken(value, secret)).toBe(value);
      }),
    );
  });
});
