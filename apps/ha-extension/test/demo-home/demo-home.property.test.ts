import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { hueSaturationFromRgb, rgbFromHueSaturation } from '../../src/demo-home/color.ts';
import { INITIAL_ENTITIES } from '../../src/demo-home/entities.ts';
import { compileSchema, SCHEMA_HINT, type SchemaCheck, schemaIsMissing } from './support/amazon-schema.ts';
import { CORRELATION_TOKEN, directiveFor } from './support/directive.ts';
import { DIRECTIVE_KINDS } from './support/directive-kinds.ts';
import { createInProcessHome, type InProcessHome } from './support/in-process.ts';

const SMART_HOME = '/api/alexa/smart_home';

/** A directive of a known kind for a known entity, with numbers in its payload replaced by any others. */
const directive = fc
  .record({
    entityId: fc.constantFrom(...INITIAL_ENTITIES.map((seed) => seed.entityId)),
    kind: fc.constantFrom(...DIRECTIVE_KINDS),
    number: fc.oneof(fc.integer({ min: -200, max: 10_000 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
    replaces: fc.boolean(),
  })
  .map(({ entityId, kind, number, replaces }) => {
    const payload = JSON.parse(JSON.stringify(kind.payload), (_key, value) =>
      replaces && typeof value === 'number' ? number : value,
    );
    return directiveFor(entityId, kind.namespace, kind.name, payload, kind.instance);
  });

/** A message that is like a directive, but any part of it may be anything. */
const almostDirective = fc.record({
  directive: fc.record(
    {
      header: fc.record(
        {
          namespace: fc.oneof(fc.constantFrom(...DIRECTIVE_KINDS.map((kind) => kind.namespace)), fc.jsonValue()),
          name: fc.oneof(fc.constantFrom(...DIRECTIVE_KINDS.map((kind) => kind.name)), fc.jsonValue()),
          payloadVersion: fc.oneof(fc.constant('3'), fc.jsonValue()),
          correlationToken: fc.jsonValue(),
          instance: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
      endpoint: fc.oneof(
        fc.record({ endpointId: fc.constantFrom('light#living_room', 'climate#thermostat') }),
        fc.jsonValue(),
      ),
      payload: fc.oneof(fc.object(), fc.jsonValue()),
    },
    { requiredKeys: [] },
  ),
});

/** What Home Assistant reads before it can answer at all. */
function isDirective(body: unknown): boolean {
  const { directive } = Object(body) as { directive?: unknown };
  const { header, payload } = Object(directive) as Record<string, unknown>;
  const { namespace, name, payloadVersion } = Object(header) as Record<string, unknown>;
  const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
  return isObject && typeof namespace === 'string' && typeof name === 'string' && payloadVersion === '3';
}

function attributesOf(home: InProcessHome, entityId: string) {
  return home.state.find(entityId)?.attributes ?? {};
}

describe('Whatever is sent, the demo home', () => {
  test('answers a message of any shape, and fails only for what is no directive', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), almostDirective), (body) => {
        const { status, text } = createInProcessHome().post(SMART_HOME, body);
        expect(status).toBe(isDirective(body) ? 200 : 500);
        if (status === 200) expect(JSON.parse(text).event.header.payloadVersion).toBe('3');
      }),
      { numRuns: 1000 },
    );
  });

  test('gives the correlation token back and stays within what its devices can be', () => {
    fc.assert(
      fc.property(fc.array(directive, { minLength: 1, maxLength: 12 }), (directives) => {
        const home = createInProcessHome();
        for (const message of directives) {
          const { status, text } = home.post(SMART_HOME, message);
          expect(status).toBe(200);
          expect(JSON.parse(text).event.header.correlationToken).toBe(CORRELATION_TOKEN);
        }
        const { brightness, color_temp_kelvin: kelvin } = attributesOf(home, 'light.living_room');
        expect(brightness === null || (Number(brightness) >= 1 && Number(brightness) <= 255)).toBe(true);
        expect(kelvin === null || (Number(kelvin) >= 2000 && Number(kelvin) <= 6500)).toBe(true);
        const { temperature, target_temp_low: low, target_temp_high: high } = attributesOf(home, 'climate.thermostat');
        const targets = [temperature, low, high].filter((value) => value !== null).map(Number);
        expect(targets.every((value) => value >= 7 && value <= 35)).toBe(true);
        expect(targets).toHaveLength(temperature === null ? 2 : 1);
        const position = Number(attributesOf(home, 'cover.bedroom_blind').current_position);
        expect(position >= 0 && position <= 100).toBe(true);
        const volume = Number(attributesOf(home, 'media_player.living_room_speaker').volume_level);
        expect(volume >= 0 && volume <= 1).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('answers any sentence in either language, or says what is wrong with the message', () => {
    const sentence = fc.oneof(
      fc.record({ text: fc.string({ unit: 'grapheme' }), language: fc.constantFrom('en', 'de', '', '-') }),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(sentence, (body) => {
        const { status, text } = createInProcessHome().post('/api/conversation/process', body);
        if (status === 200) expect(JSON.parse(text).response.speech.plain.speech).not.toBe('');
        else expect([status, JSON.parse(text).message]).toEqual([400, expect.stringMatching(/^Message format/)]);
      }),
      { numRuns: 1000 },
    );
  });

  test('answers any service call with 200 or 400', () => {
    const name = fc.oneof(fc.constantFrom('light', 'climate', 'turn_on', 'set_temperature', '__proto__'), fc.string());
    const data = fc.oneof(
      fc.dictionary(
        fc.constantFrom('entity_id', 'brightness', 'temperature', 'hs_color', 'hvac_mode'),
        fc.oneof(fc.constantFrom('all', 'light.hallway', 'climate.thermostat'), fc.jsonValue()),
      ),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(name, name, data, (domain, service, body) => {
        const path = `/api/services/${encodeURIComponent(domain)}/${encodeURIComponent(service)}`;
        expect([200, 400, 404]).toContain(createInProcessHome().post(path, body).status);
      }),
      { numRuns: 1000 },
    );
  });
});

describe.skipIf(schemaIsMissing)(`Over any history of directives ${SCHEMA_HINT}`, () => {
  let faultsOf: SchemaCheck;

  beforeAll(() => {
    faultsOf = compileSchema();
  });

  test("every answer is valid against Amazon's schema", () => {
    fc.assert(
      fc.property(fc.array(directive, { minLength: 1, maxLength: 8 }), (directives) => {
        const home = createInProcessHome({ untimedProperties: 'none' });
        for (const message of directives) {
          expect(faultsOf(JSON.parse(home.post(SMART_HOME, message).text))).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('A colour', () => {
  test('survives the way from red, green, blue to hue and saturation and back', () => {
    const channel = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(channel, channel, channel, (red, green, blue) => {
        const brightest = Math.max(red, green, blue, 1);
        const [r, g, b] = rgbFromHueSaturation(hueSaturationFromRgb([red, green, blue]));
        for (const [back, given] of [
          [r, red],
          [g, green],
          [b, blue],
        ] as const) {
          if (Math.max(red, green, blue) > 0) expect(Math.abs(back - (given / brightest) * 255)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
