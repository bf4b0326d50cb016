import { describe, expect, test } from 'vitest';
import { startDemo } from './support/demo.ts';
import { ALEXA_TOKEN, CORRELATION_TOKEN, command, propertyIn } from './support/directive.ts';

describe('A state report', () => {
  test('gives back correlation token and endpoint, scope included', async () => {
    const demo = await startDemo();
    const { event } = await command(demo, 'light.hallway', 'Alexa', 'ReportState');
    expect(event.header).toMatchObject({
      namespace: 'Alexa',
      name: 'StateReport',
      payloadVersion: '3',
      correlationToken: CORRELATION_TOKEN,
    });
    expect(event.endpoint).toEqual({
      endpointId: 'light#hallway',
      scope: { type: 'BearerToken', token: ALEXA_TOKEN },
      cookie: {},
    });
    expect(event.payload).toEqual({});
  });

  test('samples every property at the same moment, in whole seconds', async () => {
    const demo = await startDemo({ clock: () => Date.parse('2026-11-23T06:07:08.999Z') });
    const { context } = await command(demo, 'lock.front_door', 'Alexa', 'ReportState');
    const timing = { timeOfSample: '2026-11-23T06:07:08.0Z', uncertaintyInMilliseconds: 0 };
    expect(context.properties).toEqual([
      { namespace: 'Alexa.LockController', name: 'lockState', value: 'LOCKED', ...timing },
      { namespace: 'Alexa.EndpointHealth', name: 'connectivity', value: { value: 'OK' }, ...timing },
    ]);
  });

  test('tells what sensors measure', async () => {
    const demo = await startDemo();
    const read = async (entityId: string, name: string) =>
      propertyIn(await command(demo, entityId, 'Alexa', 'ReportState'), name);
    expect(await read('sensor.outdoor_temperature', 'temperature')).toEqual({ value: 8.6, scale: 'CELSIUS' });
    expect(await read('climate.thermostat', 'temperature')).toEqual({ value: 21.3, scale: 'CELSIUS' });
    expect(await read('binary_sensor.kitchen_window', 'detectionState')).toBe('NOT_DETECTED');
  });

  test('of a cover names the range that the value belongs to', async () => {
    const demo = await startDemo();
    const { context } = await command(demo, 'cover.bedroom_blind', 'Alexa', 'ReportState');
    const range = context.properties.find((property: { name: string }) => property.name === 'rangeValue');
    expect(range).toMatchObject({ namespace: 'Alexa.RangeController', instance: 'cover.position', value: 100 });
  });

  test('of a scene has nothing to say, but says it', async () => {
    const demo = await startDemo();
    const { context } = await command(demo, 'scene.movie_night', 'Alexa', 'ReportState');
    expect(context).toEqual({ properties: [] });
  });

  test('sees what a service call did', async () => {
    const demo = await startDemo();
    await demo.post('/api/services/light/turn_on', { entity_id: 'light.hallway', brightness_pct: 30 });
    const report = await command(demo, 'light.hallway', 'Alexa', 'ReportState');
    expect([propertyIn(report, 'powerState'), propertyIn(report, 'brightness')]).toEqual(['ON', 30]);
  });
});
