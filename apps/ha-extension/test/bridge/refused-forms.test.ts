import { describe, expect, test } from 'vitest';
import { acceptAnswer } from '../../src/bridge/answer/accept-answer.ts';
import { directive, directiveForHome, errorReply, OWN_TOKEN, reply, turnOn } from './support/messages.ts';

const NOW_MS = Date.parse('2026-11-23T12:00:00.123Z');
const NOW = '2026-11-23T12:00:00.123Z';
const DISCOVER = directiveForHome('Alexa.Discovery', 'Discover', {});
const GRANT = directiveForHome('Alexa.Authorization', 'AcceptGrant', {});

// biome-ignore lint/suspicious/noExplicitAny: the tests look for what may not be there
type Loose = any;

const accept = async (answer: unknown, event: unknown = turnOn): Promise<Loose> =>
  (await acceptAnswer(answer, { event, nowMs: NOW_MS })).message;
const noteOf = async (answer: unknown) => (await acceptAnswer(answer, { event: turnOn, nowMs: NOW_MS })).note;
const fails = (answer: unknown, event: unknown) => expect(accept(answer, event)).rejects;

describe('A header', () => {
  test.each([
    ['reply 1', 'reply-1'],
    ['ü/1', '--1'],
    ['a'.repeat(200), 'a'.repeat(127)],
  ])('with the message id %j gets %j', async (messageId, expected) => {
    expect((await accept(reply({ messageId }))).event.header.messageId).toBe(expected);
  });

  test('keeps no members that Amazon does not know, nor does the message', async () => {
    const answer = { ...reply({ instance: 'x' }), more: 1 };
    expect(await accept(answer)).toEqual(reply({}));
  });

  test.each(['', null, 7, 'of somebody else'])(
    'with the correlation token %j gets that of the directive',
    async (token) => {
      expect(await accept(reply({ correlationToken: token }))).toEqual(reply({}));
    },
  );
});

describe('An echoed endpoint', () => {
  test.each(['a'.repeat(5_000), 'light.hallway', 'größer', '', 7, undefined])(
    'with the id %j gets that of the directive, and keeps its scope',
    async (endpointId) => {
      const { event } = reply({}) as Loose;
      const answer = { event: { ...event, endpoint: { ...event.endpoint, endpointId } } };
      expect(await accept(answer)).toEqual(reply({}));
    },
  );

  test('is left out where the directive has no id either', async () => {
    const asked = directiveForHome('Alexa.PowerController', 'TurnOn', {});
    const { event } = reply({}) as Loose;
    const message = await accept({ event: { ...event, endpoint: { endpointId: 'a.b' } } }, asked);
    expect(message.event).not.toHaveProperty('endpoint');
  });

  test('loses a scope that is none', async () => {
    const { event } = reply({}) as Loose;
    const endpoint = { endpointId: 'light#hallway', scope: { type: 'BearerToken', token: '' } };
    expect((await accept({ event: { ...event, endpoint } })).event.endpoint).toEqual({ endpointId: 'light#hallway' });
  });
});

describe('A context', () => {
  const power = { namespace: 'Alexa.PowerController', name: 'powerState', value: 'ON' };
  const propertiesOf = async (...properties: unknown[]) => (await accept(reply({}, {}, properties))).context.properties;

  test('that is none is left out, and noted', async () => {
    expect(await accept({ ...reply({}), context: 7 })).toEqual(reply({}));
    expect(await noteOf({ ...reply({}), context: 7 })).toBe('the context was none');
  });

  test('keeps the properties that are such', async () => {
    const { value: _, ...valueless } = power;
    const bad = ['x', 5, null, valueless, { ...power, value: 'HALF' }, { ...power, name: 'playbackState' }];
    expect(await propertiesOf(...bad, power)).toMatchObject([power]);
    expect(await noteOf(reply({}, {}, [...bad, power]))).toMatch(
      /^properties without a value .*: \(unnamed\), .*Alexa\.PowerController\.powerState.* and 1 more$/,
    );
  });

  test('names each property once, without members that Amazon does not know', async () => {
    const sampled = { ...power, timeOfSample: NOW, uncertaintyInMilliseconds: 0 };
    expect(await propertiesOf(sampled, { ...sampled, more: 1 })).toEqual([sampled]);
  });

  test.each([
    ['2026-11-23T12:00:00+00:00', '2026-11-23T12:00:00.000Z'],
    ['2026-11-23T13:00:00.5+01:00', '2026-11-23T12:00:00.500Z'],
    ['2026-11-23T12:00:00.123456Z', '2026-11-23T12:00:00.123Z'],
    ['2026-11-23T12:00:00.123456+00:00', '2026-11-23T12:00:00.123Z'],
    ['2026-11-23T12:00:00', '2026-11-23T12:00:00.000Z'],
    ['2026-11-23T11:00:00.0Z', '2026-11-23T11:00:00.0Z'],
    ['2026-11-23T11:00:00Z', '2026-11-23T11:00:00Z'],
    ['2026-02-30T11:00:00Z', '2026-03-02T11:00:00.000Z'],
    ['2026-11-31T11:00:00Z', '2026-12-01T11:00:00.000Z'],
    ['2028-02-29T11:00:00Z', '2028-02-29T11:00:00Z'],
    ['2026-11-23T24:00:00Z', '2026-11-24T00:00:00.000Z'],
    ['2026-13-01T11:00:00Z', NOW],
    ['2026-11-23T11:60:00Z', NOW],
    [null, NOW],
    ['yesterday', NOW],
    [7, NOW],
  ])('reads the time %j as %s', async (timeOfSample, expected) => {
    expect(await propertiesOf({ ...power, timeOfSample })).toMatchObject([{ timeOfSample: expected }]);
  });

  test.each([-1, '0', null])('takes %j as no uncertainty', async (uncertaintyInMilliseconds) => {
    expect(await propertiesOf({ ...power, uncertaintyInMilliseconds })).toMatchObject([
      { uncertaintyInMilliseconds: 0 },
    ]);
  });
});

test('A scene that was started has a time and a cause that Amazon knows', async () => {
  const header = { namespace: 'Alexa.SceneController', name: 'ActivationStarted' };
  const activate = directive('Alexa.SceneController', 'Activate');
  const cause = { type: 'VOICE_INTERACTION' };
  const answer = reply(header, { cause, timestamp: '2026-11-23T11:59:59.123456+00:00', more: 1 });
  const mended = reply(header, { cause, timestamp: '2026-11-23T11:59:59.123Z' });
  expect(await accept(answer, activate)).toEqual(mended);
  expect(await accept(reply(header, { cause: 'me' }), activate)).toEqual(reply(header, { cause, timestamp: NOW }));
});

describe('An answer of another kind than the directive', () => {
  const discovered = { namespace: 'Alexa.Discovery', name: 'Discover.Response' };
  test.each([
    ['discovery to TurnOn', reply(discovered, { endpoints: [] }), turnOn],
    ['a response to Discover', reply({}), DISCOVER],
    ['a response to account linking', reply({}), GRANT],
    ['a state report to TurnOn', reply({ name: 'StateReport' }), turnOn],
    ['a response to ReportState', reply({}), directive('Alexa', 'ReportState')],
    ['a name that does not exist', reply({ name: 'Answer' }), turnOn],
    ['a namespace that does not exist', reply({ namespace: 'constructor' }), turnOn],
    ['a delay to Discover', reply({ name: 'DeferredResponse' }), DISCOVER],
  ])('is refused: %s', async (_, answer, event) => {
    await fails(answer, event).toMatchObject({ kind: 'unexpected-answer' });
  });

  test('is refused in words that do not repeat what it says', async () => {
    await fails(reply({ name: OWN_TOKEN }), turnOn).toSatisfy((error: Error) => !error.message.includes(OWN_TOKEN));
  });
});

describe('An error of the home', () => {
  test('to discovery is a failure, as Alexa knows none there', async () => {
    const payload = { type: 'INTERNAL_ERROR', message: 'broken' };
    await fails(errorReply(payload), DISCOVER).toMatchObject({
      kind: 'home-error',
      message: expect.stringContaining('INTERNAL_ERROR: broken'),
    });
  });

  test('to account linking is a failure unless it is the one that Alexa knows', async () => {
    const payload = { type: 'ACCEPT_GRANT_FAILED', message: 'no' };
    await fails(errorReply(payload), GRANT).toMatchObject({ kind: 'home-error' });
    const message = await accept(errorReply(payload, { namespace: 'Alexa.Authorization' }), GRANT);
    expect(message.event).toMatchObject({ header: { namespace: 'Alexa.Authorization' }, payload });
  });
});
