import { type EntityState, Feature, numberOf, supports } from '../entity.ts';
import type { Json } from '../json.ts';
import {
  type AlexaInterface,
  type DirectiveCall,
  type DirectiveOutcome,
  flagIn,
  numberIn,
  serviceCall,
} from './alexa-interface.ts';

/** More presses than this change nothing: each moves a tenth of the scale. */
const MAX_PRESSES = 10;

/** `Alexa.Speaker`: volume in percent, for players that can be set to a volume. */
export const speaker: AlexaInterface = {
  name: 'Alexa.Speaker',
  supported: (entity) => (supports(entity, Feature.MEDIA_VOLUME_MUTE) ? ['volume', 'muted'] : ['volume']),
  read: readProperty,
  directives: {
    SetVolume: ({ entity, payload }) => setVolume(entity, numberIn(payload, 'volume')),
    AdjustVolume: ({ entity, payload }) => {
      const wanted = volumePercent(entity) + Math.trunc(numberIn(payload, 'volume'));
      return setVolume(entity, Math.min(100, Math.max(0, wanted)));
    },
    SetMute: setMute,
  },
};

/** `Alexa.StepSpeaker`: volume keys, for players that have nothing else. It reports no properties. */
export const stepSpeaker: AlexaInterface = {
  name: 'Alexa.StepSpeaker',
  directives: {
    AdjustVolume: ({ entity, payload }) => {
      const asked = Math.trunc(numberIn(payload, 'volumeSteps'));
      // Alexa says ten when the speaker gave no number, which is too much for a key; Home Assistant presses once.
      const presses = flagIn(payload, 'volumeStepsDefault') ? 1 : Math.min(MAX_PRESSES, Math.abs(asked));
      const service = asked < 0 ? 'volume_down' : 'volume_up';
      return { calls: Array.from({ length: presses }, () => serviceCall(entity, service)) };
    },
    SetMute: setMute,
  },
};

function setVolume(entity: EntityState, percent: number): DirectiveOutcome {
  return { calls: [serviceCall(entity, 'volume_set', { volume_level: percent / 100 })] };
}

function setMute({ entity, payload }: DirectiveCall): DirectiveOutcome {
  return { calls: [serviceCall(entity, 'volume_mute', { is_volume_muted: flagIn(payload, 'mute') })] };
}

function readProperty(entity: EntityState, property: string): Json {
  return property === 'volume' ? volumePercent(entity) : entity.attributes.is_volume_muted === true;
}

function volumePercent(entity: EntityState): number {
  return Math.round((numberOf(entity, 'volume_level') ?? 0) * 100);
}
