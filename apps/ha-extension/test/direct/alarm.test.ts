import { describe, expect, test } from 'vitest';
import { ask, checkAnswers, discover, madeUpHome, report, state } from './support/direct.ts';

checkAnswers();
const ID = 'alarm_control_panel.house';
const PANEL = 'Alexa.SecurityPanelController';
const ALL = { supported_features: 1 + 2 + 4, code_arm_required: false, code_format: 'number' };
const pin = (value: string) => ({ authorization: { type: 'FOUR_DIGIT_PIN', value } });
const STATE_AFTER: Readonly<Record<string, string>> = {
  'alarm_control_panel.alarm_arm_away': 'arming',
  'alarm_control_panel.alarm_arm_home': 'armed_home',
  'alarm_control_panel.alarm_arm_night': 'armed_night',
  'alarm_control_panel.alarm_disarm': 'disarmed',
};

/** A panel whose code is 1234, and that answers a wrong one with the given status. */
function panel(value: string, more: object = {}, refusal = 400) {
  const attributes = { ...ALL, ...more };
  return madeUpHome({
    states: [state(ID, value, attributes)],
    onCall: ({ service, data }) =>
      service.endsWith('disarm') && data.code !== '1234'
        ? refusal
        : [state(ID, STATE_AFTER[service] ?? '', attributes)],
  });
}

const armState = `${PANEL.replace('Alexa.', '')}.armState`;

describe('Arming', () => {
  test.each([
    ['ARMED_AWAY', 'alarm_arm_away'],
    ['ARMED_STAY', 'alarm_arm_home'],
    ['ARMED_NIGHT', 'alarm_arm_night'],
  ])('to %s is done by %s, without a code', async (wanted, service) => {
    const home = panel('disarmed');
    const { kind, properties } = await home.ask(ask(ID, `${PANEL} Arm`, { armState: wanted }));
    expect([kind, properties[armState]]).toEqual([`${PANEL} Arm.Response`, wanted]);
    expect(home.called).toEqual([{ service: `alarm_control_panel.${service}`, data: { entity_id: ID } }]);
  });

  test.each([
    ['in another way than it is', 'armed_home', 'ARMED_AWAY', 'AUTHORIZATION_REQUIRED'],
    ['while it rings', 'triggered', 'ARMED_AWAY', 'AUTHORIZATION_REQUIRED'],
    ['in a way that there is not', 'disarmed', 'ARMED_CUSTOM', 'INVALID_VALUE'],
  ])('%s is refused', async (_, value, wanted, type) => {
    const home = panel(value);
    expect((await home.ask(ask(ID, `${PANEL} Arm`, { armState: wanted }))).payload.type).toBe(type);
    expect(home.called).toEqual([]);
  });

  test('as it is already is done without a call', async () => {
    const home = panel('armed_night');
    const { kind } = await home.ask(ask(ID, `${PANEL} Arm`, { armState: 'ARMED_NIGHT' }));
    expect([kind, home.called]).toEqual([`${PANEL} Arm.Response`, []]);
  });
});

describe('Disarming', () => {
  test('is done with the code, which is in no log', async () => {
    const home = panel('armed_away');
    const { kind, properties } = await home.ask(ask(ID, `${PANEL} Disarm`, pin('1234')));
    expect([kind, properties[armState]]).toEqual(['Alexa Response', 'DISARMED']);
    expect(home.called[0]?.data).toEqual({ entity_id: ID, code: '1234' });
    expect(home.output()).not.toContain('1234');
  });

  test.each([
    ['no code', {}],
    ['an empty one', pin('')],
    ['one of another kind', { authorization: { type: 'VOICE', value: '1234' } }],
  ])('is refused with %s, and the home is not asked to', async (_, payload) => {
    const home = panel('armed_away');
    const answered = await home.ask(ask(ID, `${PANEL} Disarm`, payload));
    expect([answered.kind, answered.payload.type]).toEqual([`${PANEL} ErrorResponse`, 'AUTHORIZATION_REQUIRED']);
    expect(home.called).toEqual([]);
  });

  // 500 is the answer of releases before 2024.4.
  test.each([400, 500])('is refused with a wrong code, which the home answers with %i', async (status) => {
    const { payload } = await panel('armed_away', {}, status).ask(ask(ID, `${PANEL} Disarm`, pin('9999')));
    expect(payload.type).toBe('UNAUTHORIZED');
  });

  test('is never said of a panel that keeps silent about a wrong code', async () => {
    const home = madeUpHome({ states: [state(ID, 'armed_away', ALL)] });
    const { properties } = await home.ask(ask(ID, `${PANEL} Disarm`, pin('9999')));
    expect(properties[armState]).toBe('ARMED_AWAY');
  });

  test('takes a code that the home checks: a panel without one is not disarmed by voice', async () => {
    const home = panel('armed_away', { code_format: null });
    const { payload } = await home.ask(ask(ID, `${PANEL} Disarm`, pin('1234')));
    expect([payload.type, home.called]).toEqual(['UNAUTHORIZED', []]);
  });

  test('of a panel that is disarmed is done without a call', async () => {
    const home = panel('disarmed');
    const { kind } = await home.ask(ask(ID, `${PANEL} Disarm`));
    expect([kind, home.called]).toEqual(['Alexa Response', []]);
  });
});

describe('A panel', () => {
  test.each([
    ['armed_custom_bypass', 'ARMED_STAY', 'OK'],
    ['armed_vacation', 'ARMED_AWAY', 'OK'],
    ['pending', 'DISARMED', 'OK'],
    ['triggered', 'DISARMED', 'ALARM'],
  ])('that is %s is told as %s, its alarm as %s', async (value, told, burglary) => {
    const { properties } = await panel(value).ask(report(ID));
    expect(properties).toMatchObject({
      [armState]: told,
      [armState.replace('armState', 'burglaryAlarm')]: { value: burglary },
    });
  });

  test('offers what it can do, and the code where it has one of digits', async () => {
    const configurationOf = async (more: object) =>
      (await panel('disarmed', more).ask(discover)).endpoints[0]?.capabilities[0]?.configuration;
    const armStates = (...values: readonly string[]) => values.map((value) => ({ value }));
    expect(await configurationOf({ supported_features: 2 })).toEqual({
      supportedArmStates: armStates('DISARMED', 'ARMED_AWAY'),
      supportedAuthorizationTypes: [{ type: 'FOUR_DIGIT_PIN' }],
    });
    expect(await configurationOf({ code_format: 'text' })).toEqual({
      supportedArmStates: armStates('DISARMED', 'ARMED_AWAY', 'ARMED_STAY', 'ARMED_NIGHT'),
    });
  });

  test('that takes a code for arming is not shown, as Alexa sends none', async () => {
    expect((await panel('disarmed', { code_arm_required: true }).ask(discover)).endpoints).toEqual([]);
  });
});
