import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { acceptAnswer } from '../../src/bridge/answer/accept-answer.ts';
import { HomeFailure } from '../../src/bridge/failure.ts';
import { isObject, type JsonObject } from '../../src/bridge/json.ts';
import { compileSchema, SCHEMA_HINT, type SchemaCheck, schemaIsMissing } from '../demo-home/support/amazon-schema.ts';
import { directive } from './support/messages.ts';
import { mutated } from './support/mutation.ts';
import { ownAnswers, sampleAnswers } from './support/valid-answers.ts';

const exchanges = [...ownAnswers, ...sampleAnswers()];
const NOW_MS = Date.parse('2026-11-23T12:00:00.123Z');

/** What becomes of an answer; undefined for a failure. */
async function accept(answer: unknown, event: unknown, nowMs = NOW_MS): Promise<JsonObject | undefined> {
  try {
    return (await acceptAnswer(answer, { event, nowMs })).message;
  } catch (error) {
    expect(error).toBeInstanceOf(HomeFailure);
    return undefined;
  }
}

/** The message with the correlation token of a directive, or without one. */
function withTokenOf(event: unknown, answer: unknown): unknown {
  const message = structuredClone(answer) as { event: { header: Record<string, unknown> } };
  const { correlationToken } = (event as { directive: { header: Record<string, unknown> } }).directive.header;
  delete message.event.header.correlationToken;
  if (correlationToken !== undefined) message.event.header.correlationToken = correlationToken;
  return message;
}

test.each(exchanges)(
  'A valid answer stays as it is but for the correlation token: $title',
  async ({ event, answer }) => {
    const before = JSON.stringify(answer);
    const { message, note } = await acceptAnswer(answer, { event, nowMs: NOW_MS });
    expect(message).toEqual(withTokenOf(event, answer));
    expect(note).toBeUndefined();
    expect(JSON.stringify(answer)).toBe(before);
  },
);

test('The correlation token is the own one of the directive, whatever the home says', async () => {
  const answered = fc.oneof(fc.string(), fc.constant(null), fc.nat());
  await fc.assert(
    fc.asyncProperty(fc.option(fc.string()), answered, async (own, theirs) => {
      const event = directive('Alexa.PowerController', 'TurnOn') as { directive: { header: Record<string, unknown> } };
      const header = { ...event.directive.header, correlationToken: own };
      const home = {
        namespace: 'Alexa',
        name: 'Response',
        messageId: 'm',
        payloadVersion: '3',
        correlationToken: theirs,
      };
      const asked = { directive: { ...event.directive, header } };
      const { message } = await acceptAnswer({ event: { header: home, payload: {} } }, { event: asked, nowMs: NOW_MS });
      const accepted = (message.event as JsonObject).header as JsonObject;
      expect(Object.hasOwn(accepted, 'correlationToken')).toBe(own !== null && own !== '');
      if (own !== null && own !== '') expect(accepted.correlationToken).toBe(own);
    }),
  );
});

test('A mended answer is not mended again', async () => {
  await fc.assert(
    fc.asyncProperty(mutated(exchanges), async ({ answer, event }) => {
      const once = await accept(answer, event, 1_000_000_000_000);
      if (once !== undefined) expect(await accept(once, event, 2_000_000_000_000)).toEqual(once);
    }),
    { numRuns: 500 },
  );
});

test('Any JSON at all is accepted with the members of a message, or is a failure', async () => {
  const anyEvent = fc.dictionary(fc.string(), fc.jsonValue()).map((event) => ({ event }));
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.jsonValue(), anyEvent), fc.jsonValue(), async (answer, event) => {
      const message = await accept(answer, event);
      if (message === undefined) return;
      const accepted = message.event;
      expect(isObject(accepted) && isObject(accepted.header) && isObject(accepted.payload)).toBe(true);
    }),
  );
});

describe.skipIf(schemaIsMissing)(`Amazon's schema ${SCHEMA_HINT}`, () => {
  let faultsOf: SchemaCheck;
  beforeAll(() => {
    faultsOf = compileSchema();
  });

  test.each(exchanges)('takes the answer that the next tests begin with: $title', ({ answer }) => {
    expect(faultsOf(answer)).toEqual([]);
  });

  test('takes every answer that was accepted, whatever was wrong with it', async () => {
    let accepted = 0;
    let mended = 0;
    await fc.assert(
      fc.asyncProperty(mutated(exchanges), async ({ answer, event }) => {
        const message = await accept(answer, event);
        if (message === undefined) return;
        accepted += 1;
        // As Alexa gets it: what JSON cannot say is gone.
        expect(faultsOf(JSON.parse(JSON.stringify(message))).slice(0, 1)).toEqual([]);
        if (faultsOf(answer).length > 0) mended += 1;
        else expect(message.event).toMatchObject({ payload: expect.anything() });
      }),
      { numRuns: 600 },
    );
    expect(accepted).toBeGreaterThan(120);
    expect(mended).toBeGreaterThan(40);
  }, 60_000);
});
