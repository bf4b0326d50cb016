import type { JsonObject } from '../../bridge/json.ts';
import type { HomeEntity } from '../home-api.ts';
import { near, numberOf, objectOf, objectsOf, type Step, type Steps, toAttribute, toNumber, toState } from './step.ts';

/** Attributes in which the home keeps what a range controller sets. */
const rangeAttributes: Readonly<Record<string, string>> = {
  'cover.position': 'current_position',
  'cover.tilt': 'current_tilt_position',
  'fan.percentage': 'percentage',
  'fan.speed': 'percentage',
  'humidifier.humidity': 'humidity',
  'valve.position': 'current_position',
};

const POSITION_DEFECT = 'the position of a cover is looked for in an attribute that covers do not have';

export const rangeSteps: Steps = ({ instance, configuration }, entity) => {
  const { minimumValue, maximumValue, precision } = objectOf(configuration.supportedRange);
  const [min, max, unit] = [numberOf(minimumValue, 0), numberOf(maximumValue, 100), numberOf(precision, 1)];
  const within = (value: number) => Math.min(max, Math.max(min, value));
  if (instance === 'vacuum.fan_speed') return fanSpeedSteps(entity, min, max);
  const attribute = rangeAttributes[instance];
  const read = (one: HomeEntity) => numberOf(attribute === undefined ? one.state : one.attributes[attribute], min);
  const reach = (name: string, payload: JsonObject, value: number): Step => ({
    name,
    payload,
    isReached: (now) => near(read(now), value, unit / 2),
  });
  // A step of ten is what the demo's covers move in a second.
  const far = max - min >= 20 * unit ? 10 * unit : unit;
  const now = read(entity);
  const goal = within(now + far <= max ? now + far : now - far);
  const back = goal > now ? -far : far;
  return [
    reach('SetRangeValue', { rangeValue: goal }, goal),
    {
      ...reach('AdjustRangeValue', { rangeValueDelta: back, rangeValueDeltaDefault: false }, within(goal + back)),
      ...(instance.startsWith('cover.') && { refusal: { type: 'INVALID_VALUE', defect: POSITION_DEFECT } }),
    },
  ];
};

/** Speeds have names in the home and numbers in Alexa. */
function fanSpeedSteps({ attributes }: HomeEntity, min: number, max: number): readonly Step[] {
  const speeds = Array.isArray(attributes.fan_speed_list) ? attributes.fan_speed_list : [];
  return [max, min].map((rangeValue) => toAttribute('SetRangeValue', { rangeValue }, 'fan_speed', speeds[rangeValue]));
}

/** The state or attribute in which the home keeps a mode. */
const modeAttributes: Readonly<Record<string, string>> = {
  'fan.direction': 'direction',
  'fan.preset_mode': 'preset_mode',
  'humidifier.mode': 'mode',
  'water_heater.operation_mode': 'operation_mode',
};

export const modeSteps: Steps = ({ instance, configuration }) => {
  const modes = objectsOf(configuration.supportedModes).map(({ value }) => String(value));
  return modes
    .filter((mode) => mode !== 'position.custom')
    .map((mode) => {
      const value = mode.slice(mode.indexOf('.') + 1);
      const attribute = modeAttributes[instance];
      const payload = { mode };
      if (attribute !== undefined) return toAttribute('SetMode', payload, attribute, value);
      return value === 'open'
        ? toState('SetMode', payload, 'open', 'opening')
        : toState('SetMode', payload, 'closed', 'closing');
    });
};

export const toggleSteps: Steps = ({ instance }) =>
  instance === 'fan.oscillating'
    ? [toAttribute('TurnOn', {}, 'oscillating', true), toAttribute('TurnOff', {}, 'oscillating', false)]
    : [{ name: 'TurnOn', payload: {}, unseen: 'what stands still cannot be stopped' }];

export const volumeSteps: Steps = () => [
  toNumber('SetVolume', { volume: 35 }, 'volume_level', 0.35),
  toNumber('AdjustVolume', { volume: 10, volumeDefault: false }, 'volume_level', 0.45),
  toAttribute('SetMute', { mute: true }, 'is_volume_muted', true),
  toAttribute('SetMute', { mute: false }, 'is_volume_muted', false),
];
