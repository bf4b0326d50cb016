import { describe, expect, test } from 'vitest';
import { ask, checkAnswers, discover, type Endpoint, madeUpHome, startHome, state } from './support/direct.ts';

checkAnswers();
const demo = startHome();
const SET = 'Alexa.RangeController SetRangeValue';
const ADJUST = 'Alexa.RangeController AdjustRangeValue';

function interfacesOf(endpoint: Endpoint | undefined): readonly string[] {
  return (endpoint?.capabilities ?? []).map(({ interface: name }) => name.replace('Alexa.', '')).slice(0, -2);
}

describe('A cover of the demo home, over loopback', () => {
  const position = 'RangeController/cover.position.rangeValue';

  test('goes to a position, by a value and by a step', async () => {
    const set = await demo.ask(ask('cover.bedroom_blind', `${SET}/cover.position`, { rangeValue: 30 }));
    expect(set.properties).toMatchObject({ [position]: 30, 'PowerController.powerState': 'ON' });
    expect(demo.stateOf('cover.bedroom_blind').attributes.current_position).toBe(30);
    const delta = { rangeValueDelta: -10, rangeValueDeltaDefault: true };
    const step = await demo.ask(ask('cover.bedroom_blind', `${ADJUST}/cover.position`, delta));
    expect(step.properties[position]).toBe(10);
    const far = { rangeValueDelta: -50, rangeValueDeltaDefault: false };
    expect((await demo.ask(ask('cover.bedroom_blind', `${ADJUST}/cover.position`, far))).properties[position]).toBe(0);
    expect(demo.stateOf('cover.bedroom_blind').state).toBe('closed');
  });

  test('is opened by switching it on', async () => {
    const on = await demo.ask(ask('cover.bedroom_blind', 'Alexa.PowerController TurnOn'));
    expect(on.properties).toMatchObject({ [position]: 100, 'PowerController.powerState': 'ON' });
  });

  test('goes nowhere beyond its ends', async () => {
    const { payload } = await demo.ask(ask('cover.bedroom_blind', `${SET}/cover.position`, { rangeValue: 130 }));
    expect(payload).toMatchObject({ type: 'VALUE_OUT_OF_RANGE', validRange: { minimumValue: 0, maximumValue: 100 } });
  });
});

describe('What a cover offers depends on what it can do', () => {
  test.each([
    ['blind', 15, ['PowerController', 'RangeController'], 'INTERIOR_BLIND'],
    ['shutter', 3, ['PowerController', 'ModeController'], 'EXTERIOR_BLIND'],
    ['garage', 3, ['ModeController'], 'GARAGE_DOOR'],
    ['blind', 4 + 128, ['RangeController', 'RangeController'], 'INTERIOR_BLIND'],
    [undefined, 15, ['PowerController', 'RangeController'], 'OTHER'],
  ])('of the class %j with the features %i', async (device_class, supported_features, interfaces, category) => {
    const home = madeUpHome({ states: [state('cover.one', 'open', { device_class, supported_features })] });
    const [endpoint] = (await home.ask(discover)).endpoints;
    expect([interfacesOf(endpoint), endpoint?.displayCategories]).toEqual([interfaces, [category]]);
  });

  test('and one that can do nothing is not shown', async () => {
    expect((await madeUpHome({ states: [state('cover.one', 'open')] }).ask(discover)).endpoints).toEqual([]);
  });
});

describe('A garage door', () => {
  const garage = (value: string) =>
    madeUpHome({ states: [state('cover.garage', value, { device_class: 'garage', supported_features: 3 })] });
  const setMode = (mode: unknown) => ask('cover.garage', 'Alexa.ModeController SetMode/cover.position', { mode });

  test('is opened and closed, and answered as it will be', async () => {
    const home = garage('closed');
    const name = 'ModeController/cover.position.mode';
    expect((await home.ask(setMode('position.open'))).properties[name]).toBe('position.open');
    expect((await home.ask(setMode('position.closed'))).properties[name]).toBe('position.closed');
    expect(home.called.map(({ service }) => service)).toEqual(['cover.open_cover', 'cover.close_cover']);
    expect((await home.ask(ask('cover.garage', 'Alexa ReportState'))).properties[name]).toBe('position.closed');
  });

  test('is not moved by a mode that it lacks, or by being switched on', async () => {
    const home = garage('closed');
    expect((await home.ask(setMode('position.half'))).payload.type).toBe('INVALID_VALUE');
    const on = await home.ask(ask('cover.garage', 'Alexa.PowerController TurnOn'));
    expect([on.payload.type, home.called]).toEqual(['INVALID_DIRECTIVE', []]);
  });
});

test('A cover that tilts is tilted apart from its position', async () => {
  const attributes = { supported_features: 143, current_position: 80, current_tilt_position: 10 };
  const home = madeUpHome({ states: [state('cover.slats', 'open', attributes)] });
  const { properties } = await home.ask(ask('cover.slats', `${SET}/cover.tilt`, { rangeValue: 55 }));
  expect(properties).toMatchObject({
    'RangeController/cover.tilt.rangeValue': 55,
    'RangeController/cover.position.rangeValue': 80,
  });
  expect(home.called).toEqual([
    { service: 'cover.set_cover_tilt_position', data: { entity_id: 'cover.slats', tilt_position: 55 } },
  ]);
});

describe('A fan', () => {
  const attributes = { supported_features: 1, percentage: 50, percentage_step: 25 };
  const speed = 'RangeController/fan.percentage.rangeValue';

  test('takes a speed, and none is off', async () => {
    const home = madeUpHome({ states: [state('fan.attic', 'on', attributes)] });
    const set = (rangeValue: number) => home.ask(ask('fan.attic', `${SET}/fan.percentage`, { rangeValue }));
    expect((await set(75)).properties[speed]).toBe(75);
    await set(0);
    expect(home.called).toEqual([
      { service: 'fan.set_percentage', data: { entity_id: 'fan.attic', percentage: 75 } },
      { service: 'fan.turn_off', data: { entity_id: 'fan.attic' } },
    ]);
  });

  test('goes a step of its own faster when nobody said how much', async () => {
    const home = madeUpHome({ states: [state('fan.attic', 'on', attributes)] });
    const delta = { rangeValueDelta: 10, rangeValueDeltaDefault: true };
    expect((await home.ask(ask('fan.attic', `${ADJUST}/fan.percentage`, delta))).properties[speed]).toBe(75);
  });

  test('without speeds is only switched, and one of unknown speed takes no step', async () => {
    const plain = madeUpHome({ states: [state('fan.attic', 'on', { supported_features: 0 })] });
    expect(interfacesOf((await plain.ask(discover)).endpoints[0])).toEqual(['PowerController']);
    const unknown = madeUpHome({ states: [state('fan.attic', 'unknown', attributes)] });
    const { payload } = await unknown.ask(ask('fan.attic', `${ADJUST}/fan.percentage`, { rangeValueDelta: 10 }));
    expect(payload.type).toBe('INVALID_VALUE');
  });
});
