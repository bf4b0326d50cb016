import {
  type Mode,
  modes,
  openRealHome,
  panelCode,
  type RealHome,
  variablesOf,
} from '@hearthgate/ha-extension/real-home';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directive } from '../support/directives.ts';
import { type FunctionAtHome, startFunctionAt } from './support/function-at-home.ts';
import { toInstance } from './support/messages.ts';

const celsius = (value: number) => ({ value, scale: 'CELSIUS' });
const THERMOSTAT = 'Alexa.ThermostatController';
const PANEL = 'Alexa.SecurityPanelController';

/** What was asked, of which device, and the error with its namespace; where the modes differ, what each answers. */
const cases: readonly [string, string, object, string, string, string | Readonly<Record<Mode, string>>][] = [
  [
    THERMOSTAT,
    'SetTargetTemperature',
    { targetSetpoint: celsius(90) },
    'climate#hvac',
    'Alexa',
    'TEMPERATURE_VALUE_OUT_OF_RANGE',
  ],
  [
    THERMOSTAT,
    'SetTargetTemperature',
    { targetSetpoint: celsius(-40) },
    'climate#heatpump',
    'Alexa',
    'TEMPERATURE_VALUE_OUT_OF_RANGE',
  ],
  [
    THERMOSTAT,
    'AdjustTargetTemperature',
    { targetSetpointDelta: celsius(60) },
    'climate#hvac',
    'Alexa',
    'TEMPERATURE_VALUE_OUT_OF_RANGE',
  ],
  [
    THERMOSTAT,
    'SetTargetTemperature',
    { lowerSetpoint: celsius(-60), upperSetpoint: celsius(90) },
    'climate#ecobee',
    'Alexa',
    'TEMPERATURE_VALUE_OUT_OF_RANGE',
  ],
  [
    THERMOSTAT,
    'SetThermostatMode',
    { thermostatMode: { value: 'COOL' } },
    'climate#heatpump',
    THERMOSTAT,
    'UNSUPPORTED_THERMOSTAT_MODE',
  ],
  [
    THERMOSTAT,
    'SetThermostatMode',
    { thermostatMode: { value: 'ECO' } },
    'climate#hvac',
    THERMOSTAT,
    'UNSUPPORTED_THERMOSTAT_MODE',
  ],
  ['Alexa.PowerController', 'TurnOn', {}, 'light#nowhere', 'Alexa', 'NO_SUCH_ENDPOINT'],
  ['Alexa.LockController', 'Lock', {}, 'lock#nowhere', 'Alexa', 'NO_SUCH_ENDPOINT'],
  ['Alexa', 'ReportState', {}, 'sensor#nowhere', 'Alexa', 'NO_SUCH_ENDPOINT'],
  [
    'Alexa.PowerController',
    'Explode',
    {},
    'light#bed_light',
    'Alexa',
    { alexa: 'INTERNAL_ERROR', direct: 'INVALID_DIRECTIVE' },
  ],
  [
    'Alexa.BrightnessController',
    'SetBrightness',
    {},
    'light#bed_light',
    'Alexa',
    { alexa: 'INTERNAL_ERROR', direct: 'INVALID_VALUE' },
  ],
];

const casesIn = (mode: Mode) =>
  cases.map(
    ([...all]) =>
      all.with(-1, typeof all[5] === 'string' ? all[5] : all[5][mode]) as [
        string,
        string,
        object,
        string,
        string,
        string,
      ],
  );

describe.each(modes)('an error of a real home comes back in the namespace where it belongs, in the mode %s', (mode) => {
  let home: RealHome;
  let built: FunctionAtHome;

  beforeAll(async () => {
    home = await openRealHome({ isForAlexa: mode === 'alexa' });
    built = await startFunctionAt(home, variablesOf(mode));
  });

  afterAll(async () => {
    await built?.stop();
    await home?.close();
  });

  it.each(casesIn(mode))(
    '%s.%s %j to %s: %s %s',
    async (namespace, name, payload, endpointId, errorNamespace, type) => {
      const answer = await built.send(directive(namespace, name, payload, endpointId));
      expect(answer.event).toMatchObject({
        header: { namespace: errorNamespace, name: 'ErrorResponse', correlationToken: expect.stringMatching(/\S/) },
        payload: { type, message: expect.any(String) },
      });
    },
  );

  it('asks for the code of a panel that is armed already, and leaves it armed when the code is wrong', async () => {
    const entity_id = 'alarm_control_panel.vault_alarm';
    await home.api.post('/api/services/alarm_control_panel/alarm_arm_away', { entity_id, code: panelCode });
    await home.settle(entity_id, ({ state }) => state === 'armed_away', 20_000);
    const ask = (name: string, payload: object) =>
      built.send(directive(PANEL, name, payload, 'alarm_control_panel#vault_alarm'));
    expect((await ask('Arm', { armState: 'ARMED_STAY' })).event).toMatchObject({
      header: { namespace: PANEL, name: 'ErrorResponse' },
      payload: { type: 'AUTHORIZATION_REQUIRED' },
    });
    const authorization = { type: 'FOUR_DIGIT_PIN', value: '9999' };
    expect((await ask('Disarm', { authorization })).event.header.name).toBe('ErrorResponse');
    expect((await home.state(entity_id)).state).toBe('armed_away');
    await ask('Disarm', { authorization: { ...authorization, value: panelCode } });
    expect((await home.settle(entity_id, ({ state }) => state === 'disarmed')).state).toBe('disarmed');
  });

  it('leaves the device as it was', async () => {
    const before = await home.state('climate.hvac');
    await built.send(directive(THERMOSTAT, 'SetTargetTemperature', { targetSetpoint: celsius(90) }, 'climate#hvac'));
    expect((await home.state('climate.hvac')).attributes).toEqual(before.attributes);
  });

  it('refuses a mode that the device does not have', async () => {
    const capability = { interface: 'Alexa.ModeController', instance: 'fan.direction' };
    const event = toInstance(capability, 'SetMode', { mode: 'direction.sideways' }, 'fan#living_room_fan');
    expect((await built.send(event)).event).toMatchObject({
      header: { namespace: 'Alexa', name: 'ErrorResponse' },
      payload: { type: mode === 'alexa' ? 'INVALID_DIRECTIVE' : 'INVALID_VALUE' },
    });
  });
});
