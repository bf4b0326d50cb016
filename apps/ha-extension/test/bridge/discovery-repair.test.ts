import { beforeAll, describe, expect, test } from 'vitest';
import { acceptAnswer } from '../../src/bridge/answer/accept-answer.ts';
import { compileSchema, SCHEMA_HINT, type SchemaCheck, schemaIsMissing } from '../demo-home/support/amazon-schema.ts';
import { directiveForHome } from './support/messages.ts';

const DISCOVER = directiveForHome('Alexa.Discovery', 'Discover', {});

// biome-ignore lint/suspicious/noExplicitAny: the tests look for what may not be there
type Loose = any;

const capability = (name: string, more: object = {}) => ({
  type: 'AlexaInterface',
  interface: name,
  version: '3',
  ...more,
});
const power = capability('Alexa.PowerController', {
  properties: { supported: [{ name: 'powerState' }], proactivelyReported: true, retrievable: true },
});
const player = {
  endpointId: 'media_player#tv',
  friendlyName: 'TV',
  description: 'media_player.tv via Home Assistant',
  manufacturerName: 'Home Assistant',
  displayCategories: ['TV'],
  capabilities: [power, capability('Alexa')],
};

function answerWith(payload: object) {
  const header = { namespace: 'Alexa.Discovery', name: 'Discover.Response', messageId: 'd-1', payloadVersion: '3' };
  return { event: { header, payload } };
}

async function discover(
  ...endpoints: unknown[]
): Promise<{ found: Loose[]; note: string | undefined; message: Loose }> {
  const { message, note } = await acceptAnswer(answerWith({ endpoints }), { event: DISCOVER, nowMs: 0 });
  return { found: (message as Loose).event.payload.endpoints, note, message };
}

describe('An endpoint', () => {
  test('that is valid stays as it is', async () => {
    expect(await discover(player)).toMatchObject({ found: [player], note: undefined });
  });

  test('loses an interface that Amazon does not know, and no more', async () => {
    const reporter = capability('Alexa.PlaybackStateReporter', {
      properties: { supported: [{ name: 'playbackState' }] },
    });
    const { found, note } = await discover({ ...player, capabilities: [reporter, ...player.capabilities] });
    expect(found).toEqual([player]);
    expect(note).toBe('capability Alexa.PlaybackStateReporter that Amazon does not know: media_player#tv');
  });

  test.each([
    [['VACUUM_CLEANER'], ['OTHER']],
    [['VACUUM_CLEANER', 'TV', 'TV'], ['TV']],
    [[], ['OTHER']],
    ['TV', ['OTHER']],
  ])('of the display categories %j has %j', async (displayCategories, expected) => {
    expect((await discover({ ...player, displayCategories })).found).toEqual([
      { ...player, displayCategories: expected },
    ]);
  });

  test.each([
    [{ endpointId: 'media_player.tv' }],
    [{ endpointId: 'a'.repeat(257) }],
    [{ endpointId: undefined }],
    [{ friendlyName: '' }],
    [{ capabilities: [] }],
    [{ capabilities: [capability('Alexa.PlaybackStateReporter')] }],
    [{ capabilities: [{ ...power, version: '4' }] }],
    [{ capabilities: [{ ...power, type: 'x' }] }],
    [{ capabilities: [capability('Alexa.RangeController', { instance: 'x' })] }],
  ])('with %j is left out, and the others are not', async (fault) => {
    const other = { ...player, endpointId: 'light#x' };
    const { found, note } = await discover({ ...player, ...fault }, null, other);
    expect(found).toEqual([other]);
    expect(note).toContain('endpoints');
  });

  test('has names no longer than Alexa takes, and words where they are missing', async () => {
    const long = { ...player, friendlyName: '🛋'.repeat(200), description: '', manufacturerName: undefined };
    const [endpoint] = (await discover(long)).found;
    const friendlyName = '🛋'.repeat(128);
    expect(endpoint).toEqual({
      ...player,
      friendlyName,
      description: friendlyName,
      manufacturerName: 'Home Assistant',
    });
  });

  test('loses optional members that are not as they should be', async () => {
    const odd = {
      ...player,
      cookie: { a: 1 },
      connections: [{ type: 'LORA' }],
      additionalAttributes: { model: 'x', y: 1 },
    };
    expect((await discover(odd)).found).toEqual([player]);
  });

  test('keeps the modes and protocols of a capability that Amazon knows', async () => {
    const modes = (...supportedModes: string[]) =>
      capability('Alexa.ThermostatController', { configuration: { supportsScheduling: false, supportedModes } });
    const streams = (...protocols: string[]) => {
      const rest = { resolutions: [], authorizationTypes: ['NONE'], videoCodecs: ['H264'], audioCodecs: ['AAC'] };
      return capability('Alexa.CameraStreamController', { cameraStreamConfigurations: [{ protocols, ...rest }] });
    };
    const capabilities = [modes('HEAT', 'CUSTOM'), streams('RTSP', 'HLS')];
    const { found, note } = await discover({ ...player, capabilities });
    expect(found[0].capabilities).toEqual([modes('HEAT'), streams('RTSP')]);
    expect(note).toMatch(
      /^thermostat modes that Amazon does not know: \S+; stream protocols that Amazon does not know: /,
    );
    expect((await discover({ ...player, capabilities: [power, streams('HLS')] })).found[0].capabilities).toEqual([
      power,
    ]);
  });

  test('lists the properties of its interface, and flags that are flags', async () => {
    const properties = { supported: [{ name: 'powerState' }, { name: 'x' }, 7], retrievable: 'yes', more: 1 };
    const { found } = await discover({ ...player, capabilities: [{ ...power, properties }] });
    expect(found[0].capabilities).toEqual([{ ...power, properties: { supported: [{ name: 'powerState' }] } }]);
  });

  test('has at most a hundred capabilities, each once', async () => {
    const modes = Array.from({ length: 120 }, (_, index) =>
      capability('Alexa.ModeController', { instance: `m${index}` }),
    );
    const { found } = await discover({ ...player, capabilities: [power, power, ...modes] });
    expect(found[0].capabilities).toEqual([power, ...modes.slice(0, 99)]);
  });
});

describe('The list of endpoints', () => {
  test.each([[{}], [{ endpoints: 'x' }], [{ endpoints: {} }]])('that is none is refused: %j', async (payload) => {
    const accept = async () => acceptAnswer(answerWith(payload), { event: DISCOVER, nowMs: 0 });
    await expect(accept()).rejects.toMatchObject({ kind: 'unexpected-answer' });
  });

  test('names each id once, and the first one stays', async () => {
    const { found, note } = await discover(player, { ...player, friendlyName: 'Other' });
    expect(found).toEqual([player]);
    expect(note).toBe('endpoints with an id of another: media_player#tv');
  });

  test('has the 300 that come first by their ids, in whatever order the home lists them', async () => {
    const all = Array.from({ length: 305 }, (_, index) => ({ ...player, endpointId: `light#${1_000 + index}` }));
    const { found, note } = await discover(...all.toReversed());
    expect(found).toEqual(all.slice(0, 300));
    expect(note).toMatch(/^endpoints beyond 300: light#1300, .*$/);
    const fewer = all.slice(0, 300).toReversed();
    expect((await discover(...fewer)).found).toEqual(fewer);
  });

  test('says in one line what was left out of how many', async () => {
    const reporter = capability('Alexa.PlaybackStateReporter');
    const all = Array.from({ length: 9 }, (_, index) => ({
      ...player,
      endpointId: `media_player#${index}`,
      capabilities: [power, reporter],
    }));
    expect((await discover(...all)).note).toBe(
      'capability Alexa.PlaybackStateReporter that Amazon does not know: ' +
        'media_player#0, media_player#1, media_player#2, media_player#3, media_player#4 and 4 more',
    );
  });
});

describe.skipIf(schemaIsMissing)(`Amazon's schema ${SCHEMA_HINT}`, () => {
  let faultsOf: SchemaCheck;
  beforeAll(() => {
    faultsOf = compileSchema();
  });

  test('takes 301 endpoints of which each has something wrong', async () => {
    const all = Array.from({ length: 301 }, (_, index) => ({
      ...player,
      endpointId: `media_player#${index}`,
      description: 'x'.repeat(200),
      displayCategories: ['AIR_PURIFIER'],
      capabilities: [power, power, capability('Alexa.PlaybackStateReporter')],
    }));
    expect(faultsOf((await discover(...all)).message)).toEqual([]);
  });
});
