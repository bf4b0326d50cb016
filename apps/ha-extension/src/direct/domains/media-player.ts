import type { JsonObject } from '../../bridge/json.ts';
import { type Entity, isKnown, numberOf, supports, textOf } from '../entity.ts';
import { call, type Effect, effect, type Face, type Kind } from '../face.ts';
import { clamp, flagIn, numberIn, numberWithin } from '../payload.ts';
import { Refusal } from '../refusal.ts';
import { inputFaces } from './media-inputs.ts';
import { powerFace } from './power.ts';

const Feature = {
  PAUSE: 1,
  VOLUME_SET: 4,
  VOLUME_MUTE: 8,
  PREVIOUS_TRACK: 16,
  NEXT_TRACK: 32,
  TURN_ON: 128,
  TURN_OFF: 256,
  VOLUME_STEP: 1_024,
  STOP: 4_096,
  PLAY: 16_384,
} as const;

/** Alexa's operations with what the home needs for them and the services that do them. */
const OPERATIONS: ReadonlyMap<string, { readonly feature: number; readonly service: string }> = new Map([
  ['Play', { feature: Feature.PLAY, service: 'media_play' }],
  ['Pause', { feature: Feature.PAUSE, service: 'media_pause' }],
  ['Stop', { feature: Feature.STOP, service: 'media_stop' }],
  ['Next', { feature: Feature.NEXT_TRACK, service: 'media_next_track' }],
  ['Previous', { feature: Feature.PREVIOUS_TRACK, service: 'media_previous_track' }],
]);

/** Each step is a call of its own, and Alexa waits. */
const MAX_STEPS = 10;
const OFF = ['off', 'standby'];

export const mediaPlayer: Kind = {
  appear(entity) {
    const faces = [...powerFaces(entity), ...volumeFaces(entity), ...playbackFaces(entity), ...inputFaces(entity)];
    if (faces.length === 0) return undefined;
    const isSpeaker = ['speaker', 'receiver'].includes(textOf(entity, 'device_class') ?? '');
    return { category: isSpeaker ? 'SPEAKER' : 'TV', faces };
  },
};

function powerFaces(entity: Entity): readonly Face[] {
  const canTurnOn = supports(entity, Feature.TURN_ON);
  const canTurnOff = supports(entity, Feature.TURN_OFF);
  if (!canTurnOn && !canTurnOff) return [];
  const instead = (isPossible: boolean, service: string, otherwise: string) => () =>
    effect(entity, isPossible ? service : otherwise);
  return [
    powerFace(entity, {
      isOn: !OFF.includes(entity.state),
      // A player that can be turned off only is woken by playing, as one is that can be turned on only put to rest by stopping.
      turnOn: instead(canTurnOn, 'turn_on', 'media_play'),
      turnOff: instead(canTurnOff, 'turn_off', 'media_stop'),
    }),
  ];
}

function volumeFaces(entity: Entity): readonly Face[] {
  if (supports(entity, Feature.VOLUME_SET)) return [speakerFace(entity)];
  return supports(entity, Feature.VOLUME_STEP) ? [stepSpeakerFace(entity)] : [];
}

function speakerFace(entity: Entity): Face {
  const level = isKnown(entity) ? numberOf(entity, 'volume_level') : undefined;
  const volume = level === undefined ? undefined : clamp(Math.round(level * 100), 0, 100);
  const setTo = (percent: number): Effect => effect(entity, 'volume_set', { volume_level: Math.round(percent) / 100 });
  const { is_volume_muted: muted } = entity.attributes;
  return {
    name: 'Alexa.Speaker',
    properties: {
      volume,
      ...(supports(entity, Feature.VOLUME_MUTE) && { muted: typeof muted === 'boolean' ? muted : undefined }),
    },
    directives: {
      SetVolume: (payload) => setTo(numberWithin(payload, 'volume', 0, 100)),
      AdjustVolume(payload) {
        const delta = numberWithin(payload, 'volume', -100, 100);
        if (volume === undefined)
          throw new Refusal('INVALID_VALUE', `The home does not know how loud ${entity.id} is.`);
        return setTo(clamp(volume + delta, 0, 100));
      },
      SetMute: (payload) => setMute(entity, payload),
    },
  };
}

function stepSpeakerFace(entity: Entity): Face {
  return {
    name: 'Alexa.StepSpeaker',
    directives: {
      AdjustVolume(payload) {
        const steps = Math.trunc(numberIn(payload, 'volumeSteps'));
        // Ten is what Alexa sends when nobody said how many.
        const wanted = payload.volumeStepsDefault === true ? Math.sign(steps) : clamp(steps, -MAX_STEPS, MAX_STEPS);
        const service = wanted < 0 ? 'volume_down' : 'volume_up';
        return { calls: Array.from({ length: Math.abs(wanted) }, () => call(entity, service)) };
      },
      SetMute: (payload) => setMute(entity, payload),
    },
  };
}

function setMute(entity: Entity, payload: JsonObject): Effect {
  const is_volume_muted = flagIn(payload, 'mute');
  if (supports(entity, Feature.VOLUME_MUTE)) return effect(entity, 'volume_mute', { is_volume_muted });
  throw new Refusal('INVALID_DIRECTIVE', `${entity.id} cannot be muted.`);
}

function playbackFaces(entity: Entity): readonly Face[] {
  const able = [...OPERATIONS].filter(([, { feature }]) => supports(entity, feature));
  if (able.length === 0) return [];
  return [
    {
      name: 'Alexa.PlaybackController',
      capability: { supportedOperations: able.map(([operation]) => operation) },
      directives: Object.fromEntries(
        able.map(([operation, { service }]) => [operation, () => effect(entity, service)]),
      ),
    },
  ];
}
