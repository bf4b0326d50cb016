import { type EntityState, Feature, numberOf, supports } from '../entity.ts';
import { flag, numberBetween } from './field.ts';
import { type DomainServices, invalidData, type ServiceEffect } from './service.ts';

/** The records on the shelf; next and previous go round. */
const TITLES = ['Kindling', 'Slow Embers', 'Chimney Song', 'Ash and Oak'] as const;

const VOLUME_STEP = 0.1;

const playing = (): ServiceEffect => ({ state: 'playing' });
const paused = (): ServiceEffect => ({ state: 'paused' });
const idle = (): ServiceEffect => ({ state: 'idle' });
const off = (): ServiceEffect => ({ state: 'off' });

/** Services of `media_player`. */
export const MEDIA_PLAYER_SERVICES: DomainServices = {
  turn_on: { effect: (entity) => (entity.state === 'off' ? idle() : {}) },
  turn_off: { effect: off },
  toggle: { effect: (entity) => (entity.state === 'off' ? idle() : off()) },
  media_play: { effect: playing },
  media_pause: { effect: paused },
  media_play_pause: { effect: (entity) => (entity.state === 'playing' ? paused() : playing()) },
  media_stop: { effect: idle },
  media_next_track: { effect: (entity) => track(entity, 1) },
  media_previous_track: { effect: (entity) => track(entity, -1) },
  volume_up: { effect: (entity) => volume(volumeOf(entity) + VOLUME_STEP) },
  volume_down: { effect: (entity) => volume(volumeOf(entity) - VOLUME_STEP) },
  volume_set: {
    fields: { volume_level: numberBetween(0, 1) },
    effect: (entity, data) => {
      if (!supports(entity, Feature.MEDIA_VOLUME_SET)) {
        throw invalidData(`${entity.entity_id} has volume steps only; call volume_up or volume_down.`);
      }
      if (typeof data.volume_level !== 'number') throw invalidData('volume_level is required, from 0 to 1.');
      return volume(data.volume_level);
    },
  },
  volume_mute: {
    fields: { is_volume_muted: flag },
    effect: (_entity, data) => {
      if (typeof data.is_volume_muted !== 'boolean') throw invalidData('is_volume_muted is required, true or false.');
      return { attributes: { is_volume_muted: data.is_volume_muted } };
    },
  },
};

/** Level in [0, 1], kept to two decimals so that steps do not drift. */
function volume(level: number): ServiceEffect {
  return { attributes: { volume_level: Math.round(Math.min(1, Math.max(0, level)) * 100) / 100 } };
}

function volumeOf(entity: EntityState): number {
  return numberOf(entity, 'volume_level') ?? 0;
}

/** Tracks are numbered from one. */
function track(entity: EntityState, step: number): ServiceEffect {
  const index = ((numberOf(entity, 'media_track') ?? 1) - 1 + step + TITLES.length) % TITLES.length;
  return { attributes: { media_track: index + 1, media_title: TITLES[index] } };
}
