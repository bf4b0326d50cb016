import { describe, expect, test } from 'vitest';
import { startDemo } from './support/demo.ts';

const clockAt = (iso: string) => {
  const clock = { nowMs: Date.parse(iso) };
  return { clock, read: () => clock.nowMs };
};

describe('The states of the demo home', () => {
  test('show an entity of every kind that the bridge treats differently', async () => {
    const demo = await startDemo();
    const { body } = await demo.get('/api/states');
    const domains = body.map((entity: { entity_id: string }) => entity.entity_id.split('.')[0]);
    expect(new Set(domains)).toEqual(
      new Set(['light', 'switch', 'climate', 'lock', 'cover', 'media_player', 'sensor', 'binary_sensor', 'scene']),
    );
    expect(body).toEqual(demo.home.entities());
  });

  test('have the members and the time format of Home Assistant', async () => {
    const { read } = clockAt('2026-11-23T18:00:00.250Z');
    const demo = await startDemo({ clock: read, random: () => 0.5 });
    const { body } = await demo.get('/api/states/switch.coffee_maker');
    expect(body).toEqual({
      entity_id: 'switch.coffee_maker',
      state: 'off',
      attributes: { friendly_name: 'Coffee Maker', device_class: 'outlet' },
      last_changed: '2026-11-23T18:00:00.250000+00:00',
      last_reported: '2026-11-23T18:00:00.250000+00:00',
      last_updated: '2026-11-23T18:00:00.250000+00:00',
      context: { id: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/), parent_id: null, user_id: null },
    });
  });

  test('move last_changed with the state and last_updated with the attributes too', async () => {
    const { clock, read } = clockAt('2026-11-23T18:00:00Z');
    const demo = await startDemo({ clock: read });
    clock.nowMs += 1000;
    await demo.post('/api/services/light/turn_on', { entity_id: 'light.living_room', brightness: 10 });
    expect(demo.entity('light.living_room')).toMatchObject({
      last_changed: '2026-11-23T18:00:00.000000+00:00',
      last_updated: '2026-11-23T18:00:01.000000+00:00',
    });
    clock.nowMs += 1000;
    await demo.post('/api/services/light/turn_off', { entity_id: 'light.living_room' });
    expect(demo.entity('light.living_room').last_changed).toBe('2026-11-23T18:00:02.000000+00:00');
  });

  test('do not know an entity that is not there', async () => {
    const demo = await startDemo();
    const answer = await demo.get('/api/states/light.attic');
    expect(answer.status).toBe(404);
    expect(answer.body).toEqual({ message: 'Entity not found.' });
  });

  test('are a snapshot: what was read before a change stays as it was', async () => {
    const demo = await startDemo();
    const before = demo.home.entities();
    await demo.post('/api/services/homeassistant/turn_off', { entity_id: 'all' });
    expect(before.find((entity) => entity.entity_id === 'light.living_room')?.state).toBe('on');
  });

  test('belong to one home alone', async () => {
    const [one, other] = [await startDemo(), await startDemo()];
    await one.post('/api/services/lock/unlock', { entity_id: 'lock.front_door' });
    expect([one.entity('lock.front_door').state, other.entity('lock.front_door').state]).toEqual([
      'unlocked',
      'locked',
    ]);
  });

  test('come with a configuration that says the home is running', async () => {
    const demo = await startDemo();
    const { body } = await demo.get('/api/config');
    expect(body).toMatchObject({
      state: 'RUNNING',
      location_name: 'Demo Home',
      time_zone: 'Europe/Berlin',
      unit_system: { temperature: '°C' },
      version: expect.stringMatching(/^\d{4}\.\d+\.\d+$/),
    });
    expect(body.components).toContain('alexa');
  });
});
