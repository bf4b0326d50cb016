import { describe, expect, test } from 'vitest';
import { type Demo, startDemo } from './support/demo.ts';

/** Calls a service and answers the ids of what changed. */
async function call(demo: Demo, service: string, data: object): Promise<string[]> {
  const answer = await demo.post(`/api/services/${service.replace('.', '/')}`, data);
  expect(answer.status).toBe(200);
  return answer.body.map((entity: { entity_id: string }) => entity.entity_id);
}

describe('A service call', () => {
  test('answers the states that changed, and nothing when none did', async () => {
    const demo = await startDemo();
    const answer = await demo.post('/api/services/switch/turn_on', { entity_id: 'switch.coffee_maker' });
    expect(answer.body).toEqual([demo.entity('switch.coffee_maker')]);
    expect(answer.body[0].state).toBe('on');
    expect(await call(demo, 'switch.turn_on', { entity_id: 'switch.coffee_maker' })).toEqual([]);
  });

  test('takes one entity, several, or all of the domain', async () => {
    const demo = await startDemo();
    const both = ['light.living_room', 'light.hallway'];
    expect(await call(demo, 'light.toggle', { entity_id: both })).toEqual(both);
    expect(await call(demo, 'light.turn_on', { entity_id: 'light.living_room, light.hallway' })).toEqual([
      'light.living_room',
    ]);
    expect(await call(demo, 'light.turn_off', { entity_id: 'all' })).toEqual(both);
  });

  test('passes over entities of other domains and entities that are not there', async () => {
    const demo = await startDemo();
    expect(await call(demo, 'light.turn_on', { entity_id: ['switch.coffee_maker', 'light.attic'] })).toEqual([]);
    expect(demo.entity('switch.coffee_maker').state).toBe('off');
  });

  test('of the general domain acts on every kind that can be turned off', async () => {
    const demo = await startDemo();
    const changed = await call(demo, 'homeassistant.turn_off', { entity_id: 'all' });
    expect(changed).toEqual(['light.living_room', 'climate.thermostat', 'media_player.living_room_speaker']);
    expect(demo.entity('lock.front_door').state).toBe('locked');
  });

  test.each([
    ['light/ignite', { entity_id: 'light.hallway' }],
    ['constructor/name', { entity_id: 'light.hallway' }],
    ['light/constructor', { entity_id: 'light.hallway' }],
    ['homeassistant/restart', { entity_id: 'all' }],
    ['light/turn_on', {}],
    ['light/turn_on', { entity_id: [] }],
    ['light/turn_on', { entity_id: 7 }],
    ['light/turn_on', { entity_id: 'light.hallway', brightness_pct: 101 }],
    ['light/turn_on', { entity_id: 'light.hallway', rgb_color: [1, 2] }],
    ['light/turn_on', { entity_id: 'light.hallway', sparkle: true }],
    ['light/turn_on', []],
    ['homeassistant/turn_on', { entity_id: 'all', brightness: 3 }],
    ['climate/set_temperature', { entity_id: 'climate.thermostat', temperature: 36 }],
    ['climate/set_temperature', { entity_id: 'climate.thermostat', target_temp_low: 18, target_temp_high: 22 }],
    ['climate/set_temperature', { entity_id: 'climate.thermostat' }],
    ['climate/set_hvac_mode', { entity_id: 'climate.thermostat', hvac_mode: 'dry' }],
    ['climate/set_preset_mode', { entity_id: 'climate.thermostat', preset_mode: 'party' }],
    ['media_player/volume_set', { entity_id: 'media_player.living_room_speaker', volume_level: 2 }],
    ['media_player/volume_set', { entity_id: 'media_player.kitchen_radio', volume_level: 0.4 }],
    ['media_player/volume_mute', { entity_id: 'media_player.kitchen_radio' }],
  ])('of %s with %j is refused with 400 and changes nothing', async (path, data) => {
    const demo = await startDemo();
    const before = demo.home.entities();
    const answer = await demo.post(`/api/services/${path}`, data);
    expect([answer.status, answer.body]).toEqual([400, '400: Bad Request']);
    expect(demo.home.entities()).toEqual(before);
  });

  test('with a body that is not JSON is told so', async () => {
    const demo = await startDemo();
    const answer = await demo.post('/api/services/light/turn_on', '{"entity_id"');
    expect([answer.status, answer.body]).toEqual([400, { message: 'Data should be valid JSON.' }]);
    expect((await demo.send('POST', '/api/services/light/turn_on')).status).toBe(400);
  });
});

describe('The services of', () => {
  test('a light set brightness in three ways, and colour where the lamp has it', async () => {
    const demo = await startDemo();
    const brightness = async (data: object) => {
      await call(demo, 'light.turn_on', { entity_id: 'light.hallway', ...data });
      return demo.entity('light.hallway').attributes.brightness;
    };
    expect(await brightness({})).toBe(255);
    expect(await brightness({ brightness_pct: '50' })).toBe(128);
    expect(await brightness({ brightness_step_pct: -20 })).toBe(77);
    expect(await brightness({ brightness: 12, hs_color: [120, 100] })).toBe(12);
    expect(demo.entity('light.hallway').attributes).not.toHaveProperty('hs_color');
    expect(await brightness({ brightness: 0 })).toBeNull();
    expect(demo.entity('light.hallway').state).toBe('off');
  });

  test('a light keep hue and red, green, blue in step', async () => {
    const demo = await startDemo();
    const colors = async (data: object) => {
      await call(demo, 'light.turn_on', { entity_id: 'light.living_room', ...data });
      return demo.entity('light.living_room').attributes;
    };
    expect(await colors({ hs_color: [120, 100] })).toMatchObject({ color_mode: 'hs', rgb_color: [0, 255, 0] });
    expect(await colors({ rgb_color: [0, 0, 255] })).toMatchObject({ hs_color: [240, 100], color_temp_kelvin: null });
    expect(await colors({ color_temp_kelvin: 9000 })).toMatchObject({
      color_mode: 'color_temp',
      color_temp_kelvin: 6500,
      hs_color: null,
    });
  });

  test('a thermostat move between one target and two', async () => {
    const demo = await startDemo();
    const entity_id = 'climate.thermostat';
    await call(demo, 'climate.set_temperature', { entity_id, temperature: 23.5 });
    expect(demo.entity(entity_id).attributes).toMatchObject({ temperature: 23.5, hvac_action: 'heating' });
    await call(demo, 'climate.set_hvac_mode', { entity_id, hvac_mode: 'heat_cool' });
    expect(demo.entity(entity_id).attributes).toMatchObject({
      temperature: null,
      target_temp_low: 22,
      target_temp_high: 25,
    });
    await call(demo, 'climate.set_temperature', { entity_id, target_temp_low: 16, target_temp_high: 20 });
    expect(demo.entity(entity_id).attributes.hvac_action).toBe('cooling');
    await call(demo, 'climate.set_temperature', { entity_id, temperature: 18, hvac_mode: 'cool' });
    expect(demo.entity(entity_id)).toMatchObject({
      state: 'cool',
      attributes: { temperature: 18, target_temp_low: null, target_temp_high: null },
    });
    await call(demo, 'climate.turn_off', { entity_id });
    expect(demo.entity(entity_id)).toMatchObject({ state: 'off', attributes: { hvac_action: 'off' } });
  });

  test('a cover stand for its position', async () => {
    const demo = await startDemo();
    const entity_id = 'cover.bedroom_blind';
    const after = async (service: string, data = {}) => {
      await call(demo, `cover.${service}`, { entity_id, ...data });
      return [demo.entity(entity_id).state, demo.entity(entity_id).attributes.current_position];
    };
    expect(await after('set_cover_position', { position: 35 })).toEqual(['open', 35]);
    expect(await after('stop_cover')).toEqual(['open', 35]);
    expect(await after('close_cover')).toEqual(['closed', 0]);
    expect(await after('toggle')).toEqual(['open', 100]);
    expect(await after('set_cover_position', { position: 0 })).toEqual(['closed', 0]);
  });

  test('a media player play, pause, change records and the volume', async () => {
    const demo = await startDemo();
    const entity_id = 'media_player.living_room_speaker';
    const after = async (service: string, data = {}) => {
      await call(demo, `media_player.${service}`, { entity_id, ...data });
      return demo.entity(entity_id);
    };
    expect((await after('media_play')).state).toBe('playing');
    expect((await after('media_play_pause')).state).toBe('paused');
    const first = demo.entity(entity_id).attributes.media_title;
    expect((await after('media_next_track')).attributes.media_title).not.toBe(first);
    expect((await after('media_previous_track')).attributes.media_title).toBe(first);
    expect((await after('media_previous_track')).attributes.media_track).toBe(4);
    expect((await after('volume_set', { volume_level: 0.95 })).attributes.volume_level).toBe(0.95);
    expect((await after('volume_up')).attributes.volume_level).toBe(1);
    expect((await after('volume_down')).attributes.volume_level).toBe(0.9);
    expect((await after('volume_mute', { is_volume_muted: true })).attributes.is_volume_muted).toBe(true);
    expect((await after('media_stop')).state).toBe('idle');
    expect((await after('turn_off')).state).toBe('off');
    expect((await after('toggle')).state).toBe('idle');
  });

  test('a scene set the entities that it is about', async () => {
    const demo = await startDemo({ clock: () => Date.parse('2026-11-23T20:15:00Z') });
    await call(demo, 'light.turn_on', { entity_id: 'light.hallway' });
    const changed = await call(demo, 'scene.turn_on', { entity_id: 'scene.movie_night' });
    expect(changed).toEqual([
      'scene.movie_night',
      'light.living_room',
      'light.hallway',
      'cover.bedroom_blind',
      'media_player.living_room_speaker',
    ]);
    expect(demo.entity('scene.movie_night').state).toBe('2026-11-23T20:15:00.000000+00:00');
    expect(demo.entity('light.living_room').attributes).toMatchObject({ brightness: 38, hs_color: [30, 80] });
    expect(demo.entity('light.hallway').state).toBe('off');
    expect(demo.entity('cover.bedroom_blind').state).toBe('closed');
    expect(demo.entity('media_player.living_room_speaker').state).toBe('playing');
  });
});
