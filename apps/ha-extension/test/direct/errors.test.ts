import { describe, expect, test } from 'vitest';
import { CONFIGURED_TOKEN, OWN_TOKEN } from '../bridge/support/messages.ts';
import { createParts, response } from '../bridge/support/parts.ts';
import { answer, ask, checkAnswers, directHome, discover, madeUpHome, report, state } from './support/direct.ts';

checkAnswers();
const LAMP = state('light.desk', 'on', { friendly_name: 'Desk', supported_color_modes: ['hs'], brightness: 255 });
const TURN_ON = ask('light.desk', 'Alexa.PowerController TurnOn');

describe('A directive is answered with the error that says it best', () => {
  test.each([
    ['of an entity that is not there', ask('light.attic', 'Alexa.PowerController TurnOn'), 'NO_SUCH_ENDPOINT'],
    ['of a domain that Alexa has nothing for', ask('sun.sun', 'Alexa ReportState'), 'NO_SUCH_ENDPOINT'],
    ['of an id that no entity can have', ask('light.desk/../../config', 'Alexa ReportState'), 'NO_SUCH_ENDPOINT'],
    ['of an interface that the device lacks', ask('light.desk', 'Alexa.LockController Lock'), 'INVALID_DIRECTIVE'],
    ['of a name that the interface lacks', ask('light.desk', 'Alexa.PowerController constructor'), 'INVALID_DIRECTIVE'],
    ['without its number', ask('light.desk', 'Alexa.BrightnessController SetBrightness'), 'INVALID_VALUE'],
    [
      'with a number beyond its limits',
      ask('light.desk', 'Alexa.BrightnessController SetBrightness', { brightness: 101 }),
      'VALUE_OUT_OF_RANGE',
    ],
    ['with half a color', ask('light.desk', 'Alexa.ColorController SetColor', { color: { hue: 10 } }), 'INVALID_VALUE'],
  ])('%s', async (_, event, type) => {
    const home = madeUpHome({ states: [LAMP] });
    const { kind, payload } = await home.ask(event);
    expect([kind, payload.type]).toEqual(['Alexa ErrorResponse', type]);
    expect(home.called).toEqual([]);
    expect(home.output()).toContain(type);
  });

  test('of a device that the home cannot reach, which is reported as such when it is only asked for', async () => {
    const home = madeUpHome({ states: [state('light.desk', 'unavailable', LAMP.attributes)] });
    expect((await home.ask(TURN_ON)).payload.type).toBe('ENDPOINT_UNREACHABLE');
    expect(home.called).toEqual([]);
    const { kind, properties } = await home.ask(report('light.desk'));
    expect([kind, properties]).toEqual([
      'Alexa StateReport',
      { 'EndpointHealth.connectivity': { value: 'UNREACHABLE' } },
    ]);
  });

  test('whose service the home refuses', async () => {
    const home = madeUpHome({ states: [LAMP], onCall: () => 400 });
    expect((await home.ask(TURN_ON)).payload.type).toBe('INVALID_VALUE');
  });

  test.each([
    [500, 'INTERNAL_ERROR'],
    [503, 'BRIDGE_UNREACHABLE'],
    [401, 'INVALID_AUTHORIZATION_CREDENTIAL'],
  ])('whose service the home answers with status %i', async (status, type) => {
    const { payload, causes } = await madeUpHome({ states: [LAMP], onCall: () => status }).ask(TURN_ON);
    expect(payload.type).toBe(type);
    expect(causes).toHaveLength(1);
  });
});

test('A thermostat, whose home is asked two things, shows it a token that it refuses once', async () => {
  const attributes = { hvac_modes: ['heat', 'off'], temperature: 20, supported_features: 1 };
  const parts = createParts(async ({ url, headers }) => {
    // The home takes its time, so that whatever is asked at once is asked by then.
    await new Promise((resolve) => setImmediate(resolve));
    if (headers?.authorization !== `Bearer ${CONFIGURED_TOKEN}`) return response('', 401);
    if (url.endsWith('/api/config')) return response({ unit_system: { temperature: '°C' } });
    return response(state('climate.hall', 'heat', attributes));
  });
  const home = directHome({ tokenSources: ['directive', 'configured'] });
  expect((await answer(parts, home, report('climate.hall'))).kind).toBe('Alexa StateReport');
  const refused = parts.requests.filter(({ headers }) => headers?.authorization !== `Bearer ${CONFIGURED_TOKEN}`);
  expect(refused).toHaveLength(1);
});

describe('The state after a directive', () => {
  test('is the one that the service answers, and otherwise asked for', async () => {
    const off = state('light.desk', 'off', { supported_color_modes: ['hs'] });
    const told = madeUpHome({ states: [LAMP], onCall: () => [state('sun.sun', 'up'), off] });
    const silent = madeUpHome({ states: [LAMP] });
    expect((await told.ask(TURN_ON)).properties).toMatchObject({ 'PowerController.powerState': 'OFF' });
    expect(told.requests).toHaveLength(2);
    expect((await silent.ask(TURN_ON)).properties).toMatchObject({ 'PowerController.powerState': 'ON' });
    expect(silent.requests).toHaveLength(3);
  });

  test('is the last of several that a service answers: a lock that was locking may be jammed', async () => {
    const unlocked = state('lock.shed', 'unlocked');
    const changes = [state('lock.shed', 'locking'), state('sun.sun', 'up'), state('lock.shed', 'jammed')];
    const home = madeUpHome({ states: [unlocked], onCall: () => changes });
    expect((await home.ask(ask('lock.shed', 'Alexa.LockController Lock'))).properties).toMatchObject({
      'LockController.lockState': 'JAMMED',
    });
  });

  test('is left open when it cannot be asked for: the directive was carried out all the same', async () => {
    let asked = 0;
    const parts = createParts(({ url }) => {
      if (url.includes('/services/')) return response([]);
      asked += 1;
      return asked === 1 ? response(state('lock.shed', 'unlocked')) : response('', 503);
    });
    const { kind, properties, causes } = await answer(
      parts,
      directHome(),
      ask('lock.shed', 'Alexa.LockController Lock'),
    );
    expect([kind, properties]).toEqual(['Alexa Response', { 'LockController.lockState': 'LOCKED' }]);
    expect(causes).toEqual([]);
  });
});

describe('Discovery', () => {
  test('tells names as people say them, ids as Home Assistant makes them, and leaves out what Alexa has nothing for', async () => {
    const { endpoints } = await madeUpHome({
      states: [
        LAMP,
        state('switch.tea_pot', 'on', { friendly_name: ' Tea (pot)  *new* ', device_class: 'outlet' }),
        state('script.good_night', 'off'),
        state('sun.sun', 'above_horizon'),
        state('light.Desk', 'on'),
      ],
    }).ask(discover);
    expect(
      endpoints.map(({ endpointId, friendlyName, displayCategories }) => [
        endpointId,
        friendlyName,
        ...displayCategories,
      ]),
    ).toEqual([
      ['light#desk', 'Desk', 'LIGHT'],
      ['switch#tea_pot', 'Tea pot new', 'SMARTPLUG'],
      ['script#good_night', 'good night', 'ACTIVITY_TRIGGER'],
    ]);
  });

  test.each([
    ['a status', response('404: Not Found', 404)],
    ['no list', response({})],
  ])('finds nothing where the home answers %s, and the log says why', async (_, answered) => {
    const { endpoints, causes } = await answer(
      createParts(() => answered),
      directHome(),
      discover,
    );
    expect(endpoints).toEqual([]);
    expect(causes).toEqual([expect.stringContaining('GET /api/states')]);
  });
});

describe('What is asked of the home', () => {
  test('goes with the token that may be sent for the sender', async () => {
    const tokens = async (trusted: boolean) => {
      const home = madeUpHome({ states: [LAMP] });
      const { directive } = TURN_ON as { readonly directive: { readonly endpoint: object } };
      const endpoint = { ...directive.endpoint, scope: { type: 'BearerToken', token: OWN_TOKEN } };
      await home.ask({ directive: { ...directive, endpoint } }, { trusted });
      return [...new Set(home.requests.map(({ headers }) => headers?.authorization))];
    };
    expect(await tokens(true)).toEqual([`Bearer ${CONFIGURED_TOKEN}`]);
    expect(await tokens(false)).toEqual([`Bearer ${OWN_TOKEN}`]);
  });

  test('is nothing for a grant, which is accepted so that the account can be linked', async () => {
    const home = madeUpHome({ states: [] });
    const header = { namespace: 'Alexa.Authorization', name: 'AcceptGrant', messageId: 'm', payloadVersion: '3' };
    const payload = {
      grant: { type: 'OAuth2.AuthorizationCode', code: 'c' },
      grantee: { type: 'BearerToken', token: OWN_TOKEN },
    };
    const { kind } = await home.ask({ directive: { header, payload } });
    expect([kind, home.requests]).toEqual(['Alexa.Authorization AcceptGrant.Response', []]);
  });

  test('keeps to other ids than its own where the home has a prefix', async () => {
    const parts = createParts(() => response(LAMP));
    const home = directHome({ endpointPrefix: 'cabin-' });
    const { endpointId } = await answer(parts, home, ask('cabin-light.desk', 'Alexa ReportState'));
    expect(endpointId).toBe('cabin-light#desk');
    expect(parts.requests[0]?.url).toBe('https://home.example.com/api/states/light.desk');
  });
});
