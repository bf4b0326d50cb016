import { Feature } from './entity.ts';
import type { EntitySeed } from './entity-seed.ts';

const {
  COVER_OPEN,
  COVER_CLOSE,
  COVER_SET_POSITION,
  COVER_STOP,
  CLIMATE_TARGET_TEMPERATURE,
  CLIMATE_TARGET_TEMPERATURE_RANGE,
  CLIMATE_PRESET_MODE,
  CLIMATE_TURN_OFF,
  CLIMATE_TURN_ON,
  MEDIA_PAUSE,
  MEDIA_VOLUME_SET,
  MEDIA_VOLUME_MUTE,
  MEDIA_PREVIOUS_TRACK,
  MEDIA_NEXT_TRACK,
  MEDIA_TURN_ON,
  MEDIA_TURN_OFF,
  MEDIA_VOLUME_STEP,
  MEDIA_STOP,
  MEDIA_PLAY,
} = Feature;

const PLAYBACK = MEDIA_PLAY | MEDIA_PAUSE | MEDIA_STOP | MEDIA_NEXT_TRACK | MEDIA_PREVIOUS_TRACK;

/** The home as it stands at start: one entity of each kind that the bridge treats differently. */
export const INITIAL_ENTITIES: readonly EntitySeed[] = [
  {
    entityId: 'light.living_room',
    state: 'on',
    attributes: {
      friendly_name: 'Living Room Light',
      supported_color_modes: ['color_temp', 'hs'],
      color_mode: 'color_temp',
      brightness: 178,
      color_temp_kelvin: 2700,
      hs_color: null,
      rgb_color: null,
      min_color_temp_kelvin: 2000,
      max_color_temp_kelvin: 6500,
      supported_features: Feature.LIGHT_TRANSITION,
    },
    aliases: ['Wohnzimmerlicht', 'Licht im Wohnzimmer'],
  },
  {
    entityId: 'light.hallway',
    state: 'off',
    attributes: {
      friendly_name: 'Hallway Light',
      supported_color_modes: ['brightness'],
      color_mode: null,
      brightness: null,
      supported_features: Feature.LIGHT_TRANSITION,
    },
    aliases: ['Flurlicht', 'Licht im Flur'],
  },
  {
    entityId: 'switch.coffee_maker',
    state: 'off',
    attributes: { friendly_name: 'Coffee Maker', device_class: 'outlet' },
    aliases: ['Kaffeemaschine'],
  },
  {
    entityId: 'climate.thermostat',
    state: 'heat',
    attributes: {
      friendly_name: 'Thermostat',
      hvac_modes: ['off', 'heat', 'cool', 'heat_cool'],
      hvac_action: 'idle',
      preset_modes: ['none', 'eco'],
      preset_mode: 'none',
      current_temperature: 21.3,
      temperature: 21,
      target_temp_low: null,
      target_temp_high: null,
      target_temp_step: 0.5,
      min_temp: 7,
      max_temp: 35,
      supported_features:
        CLIMATE_TARGET_TEMPERATURE |
        CLIMATE_TARGET_TEMPERATURE_RANGE |
        CLIMATE_PRESET_MODE |
        CLIMATE_TURN_OFF |
        CLIMATE_TURN_ON,
    },
    aliases: ['Heizung'],
  },
  {
    entityId: 'lock.front_door',
    state: 'locked',
    attributes: { friendly_name: 'Front Door', supported_features: 0 },
    aliases: ['Haustür'],
  },
  {
    entityId: 'cover.bedroom_blind',
    state: 'open',
    attributes: {
      friendly_name: 'Bedroom Blind',
      device_class: 'blind',
      current_position: 100,
      supported_features: COVER_OPEN | COVER_CLOSE | COVER_SET_POSITION | COVER_STOP,
    },
    aliases: ['Schlafzimmerrollo', 'Rollo im Schlafzimmer'],
  },
  {
    entityId: 'media_player.living_room_speaker',
    state: 'paused',
    attributes: {
      friendly_name: 'Living Room Speaker',
      device_class: 'speaker',
      volume_level: 0.35,
      is_volume_muted: false,
      media_content_type: 'music',
      media_track: 1,
      media_title: 'Kindling',
      supported_features:
        PLAYBACK | MEDIA_VOLUME_SET | MEDIA_VOLUME_STEP | MEDIA_VOLUME_MUTE | MEDIA_TURN_ON | MEDIA_TURN_OFF,
    },
    aliases: ['Lautsprecher'],
  },
  {
    // It has volume keys but no volume scale, so Alexa is offered steps instead of percents.
    entityId: 'media_player.kitchen_radio',
    state: 'off',
    attributes: {
      friendly_name: 'Kitchen Radio',
      volume_level: 0.5,
      is_volume_muted: false,
      media_content_type: 'music',
      media_track: 1,
      media_title: 'Kindling',
      supported_features: PLAYBACK | MEDIA_VOLUME_STEP | MEDIA_VOLUME_MUTE | MEDIA_TURN_ON | MEDIA_TURN_OFF,
    },
    aliases: ['Küchenradio'],
  },
  {
    entityId: 'sensor.outdoor_temperature',
    state: '8.6',
    attributes: {
      friendly_name: 'Outdoor Temperature',
      device_class: 'temperature',
      state_class: 'measurement',
      unit_of_measurement: '°C',
    },
    aliases: ['Außentemperatur'],
  },
  {
    entityId: 'binary_sensor.kitchen_window',
    state: 'off',
    attributes: { friendly_name: 'Kitchen Window', device_class: 'window' },
    aliases: ['Küchenfenster'],
  },
  {
    entityId: 'scene.movie_night',
    state: 'unknown',
    attributes: {
      friendly_name: 'Movie Night',
      entity_id: ['light.living_room', 'light.hallway', 'cover.bedroom_blind', 'media_player.living_room_speaker'],
    },
    aliases: ['Filmabend'],
    scene: [
      {
        domain: 'light',
        service: 'turn_on',
        data: { entity_id: 'light.living_room', brightness_pct: 15, hs_color: [30, 80] },
      },
      { domain: 'light', service: 'turn_off', data: { entity_id: 'light.hallway' } },
      { domain: 'cover', service: 'close_cover', data: { entity_id: 'cover.bedroom_blind' } },
      { domain: 'media_player', service: 'media_play', data: { entity_id: 'media_player.living_room_speaker' } },
    ],
  },
];
