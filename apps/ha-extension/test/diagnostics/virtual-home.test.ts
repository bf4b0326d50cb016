import { beforeAll, describe, expect, test } from 'vitest';
import { createExtension } from '../../src/index.ts';
import { directive, directiveForHome, OWN_TOKEN } from '../bridge/support/messages.ts';
import { createParts, createTurn } from '../bridge/support/parts.ts';
import { compileSchema, SCHEMA_HINT, type SchemaCheck, schemaIsMissing } from '../demo-home/support/amazon-schema.ts';

const scope = { scope: { type: 'BearerToken', token: OWN_TOKEN } };
const discover = directiveForHome('Alexa.Discovery', 'Discover', scope);
const grant = directiveForHome('Alexa.Authorization', 'AcceptGrant', {
  grant: { type: 'OAuth2.AuthorizationCode', code: 'code-of-the-grant' },
  grantee: { type: 'BearerToken', token: OWN_TOKEN },
});
const sentence = {
  version: '1.0',
  session: { new: true, sessionId: 's', application: { applicationId: 'amzn1.ask.skill.1' }, user: { userId: 'u' } },
  context: { System: { application: { applicationId: 'amzn1.ask.skill.1' }, user: { userId: 'u' } } },
  request: {
    type: 'IntentRequest',
    requestId: 'r',
    timestamp: '2026-01-01T00:00:00Z',
    locale: 'de-DE',
    intent: { name: 'AssistIntent', slots: { query: { name: 'query', value: 'licht an' } } },
  },
};

/** The directive for the device that was discovered. */
function forDevice(namespace: string, name: string): object {
  const { directive: asked } = directive(namespace, name) as { readonly directive: object };
  return { directive: { ...asked, endpoint: { endpointId: 'switch#bridge_test', ...scope } } };
}

function start(variables: Readonly<Record<string, string>> = {}) {
  const parts = createParts(undefined, { HOME_ASSISTANT_MODE: 'diagnostics', ...variables });
  return { ...parts, ...createExtension(parts) };
}

const powerStateIn = (answer: unknown) => JSON.stringify(answer).match(/"powerState","value":"(\w+)"/)?.[1];

describe('In the mode diagnostics, with no home at all,', () => {
  test('Alexa finds one device, which keeps the state that it is given', async () => {
    const { smartHome, requests } = start();
    const turn = createTurn();
    const found = await smartHome(discover, turn);
    expect(found).toMatchObject({
      event: { payload: { endpoints: [{ endpointId: 'switch#bridge_test', friendlyName: 'Bridge test' }] } },
    });
    expect(powerStateIn(await smartHome(forDevice('Alexa', 'ReportState'), turn))).toBe('OFF');
    expect(powerStateIn(await smartHome(forDevice('Alexa.PowerController', 'TurnOn'), turn))).toBe('ON');
    expect(powerStateIn(await smartHome(forDevice('Alexa', 'ReportState'), turn))).toBe('ON');
    expect(powerStateIn(await smartHome(forDevice('Alexa.PowerController', 'TurnOff'), turn))).toBe('OFF');
    expect(turn.causes).toEqual([]);
    expect(requests).toEqual([]);
  });

  test('account linking comes to its end, and the log says whether tokens are there without telling them', async () => {
    const { smartHome, output } = start({ HOME_ASSISTANT_TOKEN: 'configured-token-0001' });
    expect(await smartHome(grant, createTurn())).toMatchObject({ event: { header: { name: 'AcceptGrant.Response' } } });
    await smartHome(discover, createTurn());
    expect(output()).toMatch(/as the mode is diagnostics\. The message brought a token; one is configured\./);
    expect(output()).not.toMatch(/configured-token-0001|code-of-the-grant/);
    expect(output()).not.toContain(OWN_TOKEN);
  });

  test('the custom skill says what it heard, and in which language', async () => {
    expect(JSON.stringify(await start().skill(sentence, createTurn()))).toContain('Hearthgate, de');
    expect(JSON.stringify(await start().skill(sentence, createTurn()))).toContain('licht an');
  });

  test('a device of the real home is not there, and neither are rules for its devices', async () => {
    const { smartHome } = start({ HOME_ASSISTANT_EXPOSE: 'domain:light' });
    expect(await smartHome(directive('Alexa.PowerController', 'TurnOn'), createTurn())).toMatchObject({
      event: { payload: { type: 'NO_SUCH_ENDPOINT' } },
    });
    expect(JSON.stringify(await smartHome(discover, createTurn()))).toContain('bridge_test');
  });

  test('strangers do not change what the owner sees', async () => {
    const { smartHome } = start();
    await smartHome(forDevice('Alexa.PowerController', 'TurnOn'), createTurn({ trusted: false }));
    expect(powerStateIn(await smartHome(forDevice('Alexa', 'ReportState'), createTurn()))).toBe('OFF');
  });

  test('the health report says that the home is not asked', async () => {
    expect(await start().health()).toMatchObject([{ state: 'healthy', detail: expect.stringMatching(/diagnostics/) }]);
  });

  describe.skipIf(schemaIsMissing)(`every answer is valid against Amazon's schema ${SCHEMA_HINT}`, () => {
    let check: SchemaCheck;
    beforeAll(() => {
      check = compileSchema();
    });

    test.each([
      ['Discover', discover],
      ['AcceptGrant', grant],
      ['ReportState', forDevice('Alexa', 'ReportState')],
      ['TurnOn', forDevice('Alexa.PowerController', 'TurnOn')],
      ['SetBrightness', forDevice('Alexa.BrightnessController', 'SetBrightness')],
    ])('to %s', async (_, event) => {
      expect(check(await start().smartHome(event, createTurn()))).toEqual([]);
    });
  });
});
