import fc from 'fast-check';
import { readSamples } from '../../support/alexa-schema.ts';
import { faults, withFaults } from '../mutation.ts';
import { OWN_TOKEN } from '../secrets.ts';
import { directiveKinds, isForHome } from './directive-kinds.ts';

const scope = { type: 'BearerToken', token: OWN_TOKEN };

const LIGHT = 'light#living_room';
const SPEAKER = 'media_player#living_room_speaker';
/** The device of the demo home that has an interface, and ids that only look like one. */
const DEVICES: Readonly<Record<string, string>> = {
  'Alexa.BrightnessController': LIGHT,
  'Alexa.ColorController': LIGHT,
  'Alexa.ColorTemperatureController': LIGHT,
  'Alexa.LockController': 'lock#front_door',
  'Alexa.ModeController': 'cover#bedroom_blind',
  'Alexa.PlaybackController': SPEAKER,
  'Alexa.RangeController': 'cover#bedroom_blind',
  'Alexa.SceneController': 'scene#movie_night',
  'Alexa.SecurityPanelController': 'alarm_control_panel#house',
  'Alexa.SeekController': SPEAKER,
  'Alexa.Speaker': SPEAKER,
  'Alexa.ThermostatController': 'climate#thermostat',
  'Alexa.ToggleController': 'fan#ceiling',
};
const OTHER_IDS = [
  ...[
    'light#hallway',
    'switch#coffee_maker',
    'sensor#outdoor_temperature',
    'fan#ceiling',
    'vacuum#robot',
    'script#good_night',
  ],
  ...[
    'binary_sensor#kitchen_window',
    'media_player#kitchen_radio',
    'light#gone',
    'light#hallway',
    'climate#thermostat',
  ],
  ...['nothing#here', 'B-light#hallway', '../api/config', 'light.hallway', 'light#%2e%2e%2f', 'constructor#__proto__'],
  'x'.repeat(256),
];

/** Amazon's own samples of directives, with a token that can be searched for. */
const sampled: readonly object[] = readSamples('alexa-smarthome/sample_messages')
  .map(({ message }) => message)
  .filter((message) => message.directive !== undefined)
  .map((message) => JSON.parse(JSON.stringify(message).replace(/access-token-from-(skill|Amazon)/g, OWN_TOKEN)));

const correlationToken = fc.oneof(
  fc.constant('dFMb0z+PgpgdDmluhJ1LddFvSqZ/jCc8ptlAKulUj90jSqg=='),
  fc.stringMatching(/^[\x21-\x7e]{1,60}$/),
);

const FREQUENT: readonly string[] = ['ReportState', 'TurnOn', 'Activate', 'Arm', 'Lock'];

const built = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...directiveKinds) },
      { weight: 1, arbitrary: fc.constantFrom(...directiveKinds.filter(([, name]) => FREQUENT.includes(name))) },
    ),
    fc.nat({ max: 999 }),
    correlationToken,
  )
  .map(([[namespace, name, payload = {}, instance], place, token]) => {
    const header = { namespace, name, messageId: 'b5a84d6e-0001-4c00-8000-000000000001', payloadVersion: '3' };
    if (isForHome(namespace)) {
      const bearer = namespace === 'Alexa.Discovery' ? { scope } : { grantee: scope };
      return { directive: { header, payload: { ...payload, ...bearer } } };
    }
    const fits = place % 4 > 0 ? (DEVICES[namespace] ?? LIGHT) : undefined;
    const endpointId = fits ?? OTHER_IDS[place % OTHER_IDS.length];
    return {
      directive: {
        header: { ...header, correlationToken: token, ...(instance !== undefined && { instance }) },
        endpoint: { endpointId, scope, cookie: { one: '1' } },
        payload,
      },
    };
  });

/** Weighed: what homes are asked most comes most. */
const valid: fc.Arbitrary<object> = fc.oneof(
  { weight: 8, arbitrary: built },
  { weight: 1, arbitrary: built.filter(({ directive }) => isForHome(directive.header.namespace)) },
  ...(sampled.length > 0 ? [{ weight: 2, arbitrary: fc.constantFrom(...sampled) }] : []),
);

/** Directives of every kind, a third of them with something wrong. */
export const directiveEvent: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 2, arbitrary: valid },
  { weight: 1, arbitrary: fc.tuple(valid, faults).map(([event, wrong]) => withFaults(event, wrong)) },
);
