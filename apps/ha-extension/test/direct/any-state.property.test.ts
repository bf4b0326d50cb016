import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../src/direct/domains/index.ts';
import { endpointIdOf, entityIdOf, readEntity } from '../../src/direct/entity.ts';
import { ask, checkAnswers, discover, madeUpHome, report, type State, state } from './support/direct.ts';

checkAnswers();

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    'on',
    -1,
    0,
    0.5,
    255,
    1e9,
    [],
    ['heat', 'off', 'eco', 3],
    ['hs', 'color_temp'],
    [10, 20],
  ),
  fc.jsonValue(),
);
const NAMES = [
  'brightness',
  'code_format',
  'color_mode',
  'color_temp_kelvin',
  'current_position',
  'current_temperature',
  'device_class',
  'friendly_name',
  'hs_color',
  'hvac_modes',
  'is_volume_muted',
  'max_temp',
  'min_temp',
  'percentage',
  'preset_modes',
  'supported_color_modes',
  'target_temp_high',
  'target_temp_low',
  'target_temp_step',
  'temperature',
  'unit_of_measurement',
  'volume_level',
];
const attributes = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...NAMES), odd),
    fc.oneof(fc.nat({ max: 0xffff }), odd),
    fc.constantFrom('temperature', 'door', 'motion', 'garage', 'speaker', undefined),
  )
  .map(([some, supported_features, device_class]) => ({
    device_class,
    supported_features,
    unit_of_measurement: '°C',
    ...some,
  }));
const entity: fc.Arbitrary<State> = fc
  .tuple(
    fc.constantFrom(...kinds.keys()),
    fc.constantFrom(
      'on',
      'off',
      'unknown',
      'unavailable',
      'heat',
      'open',
      'armed_away',
      'disarmed',
      '21.5',
      'cleaning',
      '',
    ),
    attributes,
  )
  .map(([domain, value, given]) => state(`${domain}.one`, value, given));

/** Directives of the interfaces, and the members that they take. */
const DIRECTIVES = [
  'Alexa.PowerController TurnOn',
  'Alexa.PowerController TurnOff',
  'Alexa.BrightnessController SetBrightness',
  'Alexa.BrightnessController AdjustBrightness',
  'Alexa.ColorController SetColor',
  'Alexa.ColorTemperatureController SetColorTemperature',
  'Alexa.ColorTemperatureController IncreaseColorTemperature',
  'Alexa.LockController Lock',
  'Alexa.ModeController SetMode/cover.position',
  'Alexa.PlaybackController Play',
  'Alexa.RangeController SetRangeValue/cover.position',
  'Alexa.RangeController AdjustRangeValue/cover.tilt',
  'Alexa.RangeController AdjustRangeValue/fan.percentage',
  'Alexa.SceneController Activate',
  'Alexa.SceneController Deactivate',
  'Alexa.SecurityPanelController Arm',
  'Alexa.SecurityPanelController Disarm',
  'Alexa.Speaker SetVolume',
  'Alexa.Speaker AdjustVolume',
  'Alexa.Speaker SetMute',
  'Alexa.StepSpeaker AdjustVolume',
  'Alexa.ThermostatController SetTargetTemperature',
  'Alexa.ThermostatController AdjustTargetTemperature',
  'Alexa.ThermostatController SetThermostatMode',
];
const degrees = fc.record({
  value: fc.oneof(fc.integer({ min: -50, max: 90 }), odd),
  scale: fc.constantFrom('CELSIUS', 'FAHRENHEIT', 'X'),
});
const number = fc.oneof(fc.integer({ min: -120, max: 120 }), odd);
const payload = fc.record(
  {
    brightness: number,
    brightnessDelta: number,
    color: fc.oneof(odd, fc.record({ hue: number, saturation: fc.double({ min: 0, max: 1 }), brightness: number })),
    colorTemperatureInKelvin: fc.oneof(fc.integer({ min: 900, max: 11_000 }), odd),
    mode: fc.constantFrom('position.open', 'position.closed', 'x'),
    rangeValue: number,
    rangeValueDelta: number,
    rangeValueDeltaDefault: fc.oneof(fc.boolean(), odd),
    armState: fc.constantFrom('ARMED_AWAY', 'ARMED_STAY', 'toString'),
    authorization: fc.oneof(odd, fc.constant({ type: 'FOUR_DIGIT_PIN', value: '1234' })),
    volume: number,
    volumeSteps: number,
    volumeStepsDefault: fc.oneof(fc.boolean(), odd),
    mute: fc.oneof(fc.boolean(), odd),
    targetSetpoint: degrees,
    lowerSetpoint: degrees,
    upperSetpoint: degrees,
    targetSetpointDelta: degrees,
    thermostatMode: fc.record({ value: fc.constantFrom('HEAT', 'AUTO', 'ECO', 'OFF', 'CUSTOM') }),
  },
  { requiredKeys: [] },
);

describe('Whatever an entity is', () => {
  test('it is found and reported in messages that Amazon takes, or not at all', async () => {
    await fc.assert(
      fc.asyncProperty(entity, async (one) => {
        const home = madeUpHome({ states: [one] });
        const { endpoints, causes } = await home.ask(discover);
        const { kind, payload: error } = await home.ask(report(one.entity_id));
        expect([endpoints.length > 0 ? 'Alexa StateReport' : 'Alexa ErrorResponse', causes]).toEqual([kind, []]);
        expect(error.type).toBe(endpoints.length > 0 ? undefined : 'NO_SUCH_ENDPOINT');
      }),
    );
  });

  test('and whatever a directive asks of it, the answer is valid, and the home is called for it alone', async () => {
    await fc.assert(
      fc.asyncProperty(entity, fc.constantFrom(...DIRECTIVES), payload, async (one, what, asked) => {
        const home = madeUpHome({ states: [one] });
        const { kind, payload: error, causes } = await home.ask(ask(one.entity_id, what, asked));
        expect(causes).toEqual([]);
        if (kind.endsWith('ErrorResponse')) {
          expect(home.called).toEqual([]);
          expect(error.type).not.toBe('INTERNAL_ERROR');
        }
        for (const { service, data } of home.called) {
          expect(service).toMatch(new RegExp(`^${one.entity_id.split('.')[0]}\\.`));
          expect(data.entity_id).toBe(one.entity_id);
          expect(JSON.stringify(data)).not.toContain('null');
        }
      }),
      { numRuns: 250 },
    );
  });
});

test('The id of an entity comes back from that of its endpoint', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z_]{1,20}\.[a-z\d_]{1,40}$/), (id) => {
      const read = readEntity(state(id, 'on'));
      expect(read && entityIdOf(endpointIdOf(read))?.id).toBe(id);
    }),
  );
});
