import type { JsonObject } from '../../bridge/json.ts';
import { type Entity, stringsOf, supports, textOf } from '../entity.ts';
import { effect, type Face } from '../face.ts';
import { Refusal } from '../refusal.ts';
import { resources } from './range.ts';

const Feature = { OSCILLATE: 2, DIRECTION: 4, PRESET_MODE: 8 } as const;

/** What a fan can be set to beside its speed. */
export function settingFaces(entity: Entity): readonly Face[] {
  const presets = stringsOf(entity, 'preset_modes');
  return [
    ...(supports(entity, Feature.OSCILLATE) ? [oscillationFace(entity)] : []),
    ...(supports(entity, Feature.DIRECTION) ? [directionFace(entity)] : []),
    // Alexa takes no device with one mode only (home-assistant/core issue 53832).
    ...(supports(entity, Feature.PRESET_MODE) && presets.length > 1 ? [presetFace(entity, presets)] : []),
  ];
}

function oscillationFace(entity: Entity): Face {
  const { oscillating } = entity.attributes;
  const turn = (isOn: boolean) => () =>
    effect(entity, 'oscillate', { oscillating: isOn }, { toggleState: isOn ? 'ON' : 'OFF' });
  return {
    name: 'Alexa.ToggleController',
    instance: 'fan.oscillating',
    properties: { toggleState: typeof oscillating === 'boolean' ? (oscillating ? 'ON' : 'OFF') : undefined },
    capability: { capabilityResources: resources('Alexa.Setting.Oscillate') },
    directives: { TurnOn: turn(true), TurnOff: turn(false) },
  };
}

function directionFace(entity: Entity): Face {
  return modeFace(entity, {
    setting: 'direction',
    asset: 'Alexa.Setting.Direction',
    values: ['forward', 'reverse'],
    value: textOf(entity, 'direction'),
    service: 'set_direction',
  });
}

function presetFace(entity: Entity, values: readonly string[]): Face {
  return modeFace(entity, {
    setting: 'preset_mode',
    asset: 'Alexa.Setting.Preset',
    values,
    value: textOf(entity, 'preset_mode'),
    service: 'set_preset_mode',
  });
}

interface ModeOptions {
  /** Name of the attribute, and of the data of the service. */
  readonly setting: string;
  readonly asset: string;
  readonly values: readonly string[];
  readonly value: string | undefined;
  readonly service: string;
}

/** `Alexa.ModeController` over an attribute with some values, which are named as the home names them. */
function modeFace(entity: Entity, { setting, asset, values, value, service }: ModeOptions): Face {
  const modeOf = (one: string): string => `${setting}.${one}`;
  const named = (text: string): JsonObject => ({
    friendlyNames: [{ '@type': 'text', value: { text: text.replaceAll('_', ' '), locale: 'en-US' } }],
  });
  return {
    name: 'Alexa.ModeController',
    instance: `fan.${setting}`,
    properties: { mode: value !== undefined && values.includes(value) ? modeOf(value) : undefined },
    capability: {
      capabilityResources: resources(asset),
      configuration: {
        ordered: false,
        supportedModes: values.map((one) => ({ value: modeOf(one), modeResources: named(one) })),
      },
    },
    directives: {
      SetMode({ mode }) {
        const wanted = values.find((one) => modeOf(one) === mode);
        if (wanted === undefined) throw new Refusal('INVALID_VALUE', `${entity.id} has no such mode.`);
        return effect(entity, service, { [setting]: wanted }, { mode });
      },
    },
  };
}
