import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { member } from '../../src/bridge/json.ts';
import { createExtension } from '../../src/index.ts';
import type { ExposureRule, ExposureSettings } from '../../src/settings/exposure.ts';
import { CONFIGURED_TOKEN } from '../bridge/support/messages.ts';
import { createParts, createTurn, response } from '../bridge/support/parts.ts';
import { ask, checkAnswers, discover, type MadeUpHome, madeUpHome, state } from './support/direct.ts';
import { madeUpSockets } from './support/sockets.ts';

checkAnswers();
const STATES = [state('light.desk', 'on'), state('light.bed', 'on'), state('switch.kettle', 'on')];

function rules(text: string): readonly ExposureRule[] {
  return text
    .split(' ')
    .filter(Boolean)
    .map((rule) => {
      const [kind, name = ''] = rule.split(':');
      return { kind: kind as ExposureRule['kind'], name };
    });
}

function exposing(expose: string, hide = ''): ExposureSettings {
  return { expose: rules(expose), hide: rules(hide) };
}

function homeWith(exposure: ExposureSettings, registries?: MadeUpHome['registries']) {
  const home = madeUpHome({ states: STATES, exposure, ...(registries !== undefined && { registries }) });
  const found = async () => (await home.ask(discover)).endpoints.map(({ endpointId }) => endpointId);
  const commands = () => home.sockets.said.map((said) => said.map(({ type }) => type));
  return { ...home, found, commands };
}

const ENTITIES = 'config/entity_registry/list_for_display';

describe('What Alexa is shown', () => {
  test.each([
    ['', '', ['light#desk', 'light#bed', 'switch#kettle']],
    ['domain:light', '', ['light#desk', 'light#bed']],
    ['domain:light entity:switch.kettle', 'entity:light.bed', ['light#desk', 'switch#kettle']],
    ['', 'domain:light', ['switch#kettle']],
    ['entity:light.desk', 'domain:light', []],
  ])('follows %j without %j, and nobody is asked for areas', async (expose, hide, ids) => {
    const home = homeWith(exposing(expose, hide));
    expect(await home.found()).toEqual(ids);
    expect(home.commands()).toEqual([['auth', ENTITIES]]);
    expect(home.sockets.openNow()).toBe(0);
  });

  test('is said to be what nothing belongs to, when a domain or an entity is written otherwise', async () => {
    const home = homeWith(exposing('domain:light domain:switch', 'domain:locks entity:light.bad'));
    expect(await home.found()).toEqual(['light#desk', 'light#bed', 'switch#kettle']);
    expect(home.output()).toContain('is meant by domain:locks, entity:light.bad; check the names');
    const other = homeWith(exposing('domain:light', 'entity:light.bed'));
    await other.found();
    expect(other.output()).not.toContain('check the names');
  });

  test('cannot be controlled either when it is hidden', async () => {
    const home = homeWith(exposing('', 'entity:light.bed'));
    const { payload } = await home.ask(ask('light.bed', 'Alexa.PowerController TurnOff'));
    expect([payload.type, home.called]).toEqual(['NO_SUCH_ENDPOINT', []]);
    expect(home.commands()).toEqual([]);
  });

  const AUXILIARY = { entities: [{ ei: 'light.desk' }, { ei: 'light.bed', ec: 0 }, { ei: 'switch.kettle', hb: true }] };

  test.each([
    ['', ['light#desk']],
    ['domain:light', ['light#desk']],
    ['domain:light entity:light.bed', ['light#desk', 'light#bed']],
    ['entity:switch.kettle', ['switch#kettle']],
  ])('is nothing that the home hides or has for settings and diagnoses, unless %j names it', async (expose, ids) => {
    expect(await homeWith(exposing(expose), AUXILIARY).found()).toEqual(ids);
  });

  test('can be controlled by who was told of it before it was hidden in the home', async () => {
    const home = homeWith(exposing(''), AUXILIARY);
    expect((await home.ask(ask('light.bed', 'Alexa.PowerController TurnOff'))).kind).toBe('Alexa Response');
    expect(home.commands()).toEqual([]);
  });
});

const REGISTRIES = {
  entities: [
    { ei: 'light.desk', di: 'lamp', ai: 'study', lb: ['voice'] },
    { ei: 'light.bed', di: 'lamp' },
    { ei: 'switch.kettle', di: 'plug', lb: [] },
  ],
  devices: [
    { id: 'lamp', area_id: 'living_room', labels: [] },
    { id: 'plug', area_id: null, labels: ['kids'] },
  ],
  areas: [
    { area_id: 'living_room', name: 'Living Room', aliases: ['Wohnzimmer'], labels: ['cosy'] },
    { area_id: 'study', name: 'Study', aliases: [], labels: [] },
  ],
  labels: [
    { label_id: 'voice', name: 'Voice' },
    { label_id: 'kids', name: 'For kids' },
    { label_id: 'cosy', name: 'Cosy' },
  ],
};

describe('Areas and labels', () => {
  test.each([
    ['area:Living Room', ['light#bed']],
    ['area:living_room', ['light#bed']],
    ['area:WOHNZIMMER', ['light#bed']],
    ['area:livingroom', ['light#bed']],
    ['area:Study', ['light#desk']],
    ['label:Voice', ['light#desk']],
    ['label:kids', ['switch#kettle']],
    ['label:for kids', ['switch#kettle']],
    ['label:cosy', ['light#bed']],
    ['area:Attic', []],
  ])('are told by id, name or alias, and inherited from device and area: %s', async (rule, ids) => {
    const [kind, name] = rule.split(':') as ['area', string];
    const home = homeWith({ expose: [{ kind, name }], hide: [] }, REGISTRIES);
    expect(await home.found()).toEqual(ids);
    expect(home.output().includes('No entity of the home belongs to area:Attic')).toBe(ids.length === 0);
  });

  test('are asked for over one websocket, and of labels only where a rule has some', async () => {
    const home = homeWith(exposing('area:study', 'label:voice'), REGISTRIES);
    expect(await home.found()).toEqual([]);
    const plain = homeWith(exposing('area:study'), REGISTRIES);
    expect(await plain.found()).toEqual(['light#desk']);
    const without = ['auth', ENTITIES, 'config/device_registry/list', 'config/area_registry/list'];
    expect(home.commands()).toEqual([[...without, 'config/label_registry/list']]);
    expect(plain.commands()).toEqual([without]);
    expect(home.sockets.said[0]?.[0]).toEqual({ type: 'auth', access_token: CONFIGURED_TOKEN });
    expect(home.output()).not.toContain(CONFIGURED_TOKEN);
  });

  test('are kept for a while for control, and read anew by every discovery', async () => {
    const home = homeWith(exposing('area:Study'), REGISTRIES);
    const turnOff = (id: string) => home.ask(ask(id, 'Alexa.PowerController TurnOff'));
    expect((await turnOff('light.desk')).kind).toBe('Alexa Response');
    expect((await turnOff('light.bed')).payload.type).toBe('NO_SUCH_ENDPOINT');
    expect(home.commands()).toHaveLength(1);
    await home.found();
    await turnOff('light.desk');
    expect(home.commands()).toHaveLength(2);
  });

  test.each([400, 404, 403, 500])(
    'that a proxy keeps away with status %i show nothing by them, and the log says what is needed',
    async (status) => {
      const home = homeWith(exposing('area:Study entity:switch.kettle'), status);
      expect(await home.found()).toEqual(['switch#kettle']);
      expect(home.output()).toContain('pass on upgrades to /api/websocket');
      expect((await home.ask(ask('light.desk', 'Alexa ReportState'))).payload.type).toBe('NO_SUCH_ENDPOINT');
    },
  );

  test('that are not known hide everything where they hide something', async () => {
    const home = homeWith(exposing('', 'area:Bedroom'), 400);
    expect(await home.found()).toEqual([]);
    expect((await home.ask(ask('light.desk', 'Alexa ReportState'))).payload.type).toBe('NO_SUCH_ENDPOINT');
  });

  test('that are not known for once do not take away what is shown while the home is away', async () => {
    const there = madeUpSockets(REGISTRIES);
    const away = madeUpSockets(500);
    const now = { sockets: there, status: 200 };
    const variables = {
      HOME_ASSISTANT_URL: 'https://home.example.com',
      HOME_ASSISTANT_MODE: 'direct',
      HOME_ASSISTANT_TOKEN: CONFIGURED_TOKEN,
      HOME_ASSISTANT_HIDE: 'area:Study',
    };
    const open: typeof there.open = (params) => now.sockets.open(params);
    const { smartHome } = createExtension(createParts(() => response(STATES, now.status), variables, open));
    const found = async () => {
      const { endpoints } = member(await smartHome(discover, createTurn()), 'event', 'payload');
      return (endpoints as readonly { readonly endpointId: string }[]).map(({ endpointId }) => endpointId);
    };
    expect(await found()).toEqual(['light#bed', 'switch#kettle']);
    now.sockets = away;
    expect(await found()).toEqual([]);
    now.status = 502;
    expect(await found()).toEqual(['light#bed', 'switch#kettle']);
  });

  test('of a release without labels are told all the same where they are areas', async () => {
    const { labels: _, ...older } = REGISTRIES;
    const home = homeWith(exposing('area:study label:kids'), older);
    expect(await home.found()).toEqual(['light#desk']);
    expect(home.output()).toContain('a newer release');
    expect(await homeWith(exposing('', 'label:kids'), older).found()).toEqual([]);
  });

  test('are not taken for refused when the home is only away', async () => {
    const home = homeWith(exposing('area:Study'), 503);
    expect((await home.ask(ask('light.desk', 'Alexa ReportState'))).payload.type).toBe('BRIDGE_UNREACHABLE');
  });
});

describe('Whatever the registries hold', () => {
  test('nothing is shown that a rule hides, and the answer is valid', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          entities: fc.array(fc.oneof(fc.object(), fc.constantFrom(...REGISTRIES.entities))),
          devices: fc.array(fc.oneof(fc.object(), fc.constantFrom(...REGISTRIES.devices))),
          areas: fc.array(fc.oneof(fc.object(), fc.constantFrom(...REGISTRIES.areas))),
          labels: fc.array(fc.oneof(fc.object(), fc.constantFrom(...REGISTRIES.labels))),
        }),
        fc.constantFrom('area:Study', 'label:kids', 'label:cosy'),
        async (registries, rule) => {
          const hidden = await homeWith(exposing('', rule), registries).found();
          const shown = await homeWith(exposing(rule), registries).found();
          expect(hidden.filter((id) => shown.includes(id))).toEqual([]);
        },
      ),
    );
  });
});
