import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acceptAnswer } from '../../src/bridge/answer.ts';
import { HomeFailure } from '../../src/bridge/failure.ts';
import { isObject } from '../../src/bridge/json.ts';

/** Error types of the general namespace that need no detail. */
const GENERAL_TYPES = [
  'BRIDGE_UNREACHABLE',
  'ENDPOINT_BUSY',
  'INVALID_VALUE',
  'NO_SUCH_ENDPOINT',
  'VALUE_OUT_OF_RANGE',
];

const text = fc.string({ minLength: 1 });
const extras = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 });
const time = fc.date({ noInvalidDate: true, min: new Date(0) }).map((date) => date.toISOString());
const property = fc
  .tuple(extras, fc.record({ namespace: text, name: text, timeOfSample: time, uncertaintyInMilliseconds: fc.nat() }))
  .chain(([more, sampled]) => fc.jsonValue().map((value) => ({ ...more, ...sampled, value })));
const namespace = fc.oneof(text, fc.constant('Alexa'));
const name = fc.oneof(text, fc.constantFrom('ErrorResponse', 'Response'));
const payload = fc.oneof(
  extras,
  fc.record({ type: fc.constantFrom(...GENERAL_TYPES), message: fc.string() }),
  fc.record({ endpoints: fc.array(extras) }),
);
/** Any message that is valid as far as the repairs are concerned, with members that nobody has foreseen. */
const message = fc
  .record({
    more: extras,
    header: fc.tuple(
      extras,
      fc.record({ namespace, name, messageId: text, payloadVersion: fc.constant('3') }),
      fc.option(text),
    ),
    event: extras,
    payload,
    context: fc.option(fc.tuple(extras, fc.array(property))),
  })
  .map(({ more, header: [extra, header, correlationToken], event, payload, context }) => ({
    ...more,
    event: { ...event, header: { ...extra, ...header, ...(correlationToken && { correlationToken }) }, payload },
    ...(context && { context: { ...context[0], properties: context[1] } }),
  }));

test('A valid answer passes through and nothing in it is changed, nor in what was given', () => {
  fc.assert(
    fc.property(message, fc.nat({ max: 4e12 }), (valid, nowMs) => {
      const before = JSON.stringify(valid);
      expect(JSON.stringify(acceptAnswer(valid, nowMs))).toBe(before);
      expect(JSON.stringify(valid)).toBe(before);
    }),
    { numRuns: 500 },
  );
});

test('A mended answer is not mended again', () => {
  const untimed = property.map(({ timeOfSample: _, ...rest }) => rest);
  fc.assert(
    fc.property(message, fc.array(fc.oneof(untimed, fc.jsonValue())), (valid, properties) => {
      const once = acceptAnswer({ ...valid, context: { properties } }, 1);
      expect(acceptAnswer(once, 2)).toEqual(once);
    }),
  );
});

test('Any JSON at all is accepted with the members of a message, or is a failure', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue(),
        extras.map((event) => ({ event })),
      ),
      (answer) => {
        try {
          const { event } = acceptAnswer(answer, 0);
          expect(isObject(event) && isObject(event.header) && isObject(event.payload)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(HomeFailure);
        }
      },
    ),
  );
});
