import { beforeAll, describe, expect, test } from 'vitest';
import { acceptAnswer } from '../../src/bridge/answer/accept-answer.ts';
import { HomeFailure } from '../../src/bridge/failure.ts';
import { DEFAULT_QUIRKS, EXACT_QUIRKS } from '../../src/demo-home/index.ts';
import { compileSchema, SCHEMA_HINT, type SchemaCheck, schemaIsMissing } from '../demo-home/support/amazon-schema.ts';
import { DIRECTIVE_KINDS } from '../demo-home/support/directive-kinds.ts';
import { createInProcessHome } from '../demo-home/support/in-process.ts';
import { errorReply, reply, turnOn } from './support/messages.ts';

const NOW_MS = Date.parse('2026-11-23T12:00:00.123Z');
const lockState = { namespace: 'Alexa.LockController', name: 'lockState', value: 'LOCKED' };
const power = {
  namespace: 'Alexa.PowerController',
  name: 'powerState',
  value: 'ON',
  timeOfSample: '2026-01-01T00:00:00.0Z',
  uncertaintyInMilliseconds: 500,
};

/** What becomes of an answer to TurnOn. */
const accept = async (answer: unknown, event: unknown = turnOn) =>
  (await acceptAnswer(answer, { event, nowMs: NOW_MS })).message;

describe('A property that the home did not time', () => {
  test('is sampled now, and those beside it stay as they are', async () => {
    const accepted = await accept(reply({}, {}, [lockState, power]));
    const timed = { ...lockState, timeOfSample: '2026-11-23T12:00:00.123Z', uncertaintyInMilliseconds: 0 };
    expect(accepted).toEqual(reply({}, {}, [timed, power]));
  });

  test('keeps the half that it has', async () => {
    const { timeOfSample, uncertaintyInMilliseconds, ...bare } = power;
    const accepted = await accept(
      reply({}, {}, [
        { ...bare, timeOfSample },
        { ...bare, uncertaintyInMilliseconds },
      ]),
    );
    const now = '2026-11-23T12:00:00.123Z';
    expect(accepted).toEqual(
      reply({}, {}, [
        { ...bare, timeOfSample, uncertaintyInMilliseconds: 0 },
        { ...bare, timeOfSample: now, uncertaintyInMilliseconds },
      ]),
    );
  });
});

describe('An error of the home', () => {
  test.each([
    ['UNSUPPORTED_THERMOSTAT_MODE', 'Alexa.ThermostatController'],
    ['THERMOSTAT_IS_OFF', 'Alexa.ThermostatController'],
    ['UNAUTHORIZED', 'Alexa.SecurityPanelController'],
    ['AUTHORIZATION_REQUIRED', 'Alexa.SecurityPanelController'],
  ])('%s goes to the namespace %s, with nothing else changed', async (type, namespace) => {
    const payload = { type, message: 'no' };
    expect(await accept(errorReply(payload))).toEqual(errorReply(payload, { namespace }));
  });

  test.each([
    ['Not supported while in COLOR mode', 'COLOR'],
    ['Not supported while in NOT_PROVISIONED mode', 'NOT_PROVISIONED'],
    ['Not supported while in OTHER mode', 'OTHER'],
    ['', 'OTHER'],
  ])('that lost the mode of the device gets it back from its sentence: %s', async (message, currentDeviceMode) => {
    const payload = { type: 'NOT_SUPPORTED_IN_CURRENT_MODE', message };
    expect(await accept(errorReply(payload))).toEqual(errorReply({ ...payload, currentDeviceMode }));
  });

  test('that has the mode keeps it', async () => {
    const payload = { type: 'NOT_SUPPORTED_IN_CURRENT_MODE', message: 'in COLOR mode', currentDeviceMode: 'ASLEEP' };
    expect(await accept(errorReply(payload))).toEqual(errorReply(payload));
  });

  test.each(['INVALID_TARGET_STATE', 'ACTION_NOT_PERMITTED_FOR_CONTENT'])(
    'of the type %s, which Amazon does not know, is an internal one that names it',
    async (type) => {
      expect(await accept(errorReply({ type, message: 'no' }))).toEqual(
        errorReply({ type: 'INTERNAL_ERROR', message: `${type}: no` }),
      );
    },
  );

  test.each([
    [{ type: 'INTERNAL_ERROR', message: 'no' }, {}],
    [{ type: 'NO_SUCH_ENDPOINT', message: '' }, {}],
    [{ type: 'TEMPERATURE_VALUE_OUT_OF_RANGE', message: 'no', validRange: {} }, {}],
    [{ type: 'UNAUTHORIZED' }, { namespace: 'Alexa.SecurityPanelController' }],
  ])('%j %j that is valid stays as it is', async (payload, header) => {
    expect(await accept(errorReply(payload, header))).toEqual(errorReply(payload, header));
  });

  test.each([
    [{ message: 'no' }, { type: 'INTERNAL_ERROR', message: 'no' }],
    [
      { type: 'constructor', message: 'no' },
      { type: 'INTERNAL_ERROR', message: 'constructor: no' },
    ],
    [
      { type: ['x'], message: 7 },
      { type: 'INTERNAL_ERROR', message: 'Home Assistant gave no reason.' },
    ],
    [{ type: 'INVALID_VALUE' }, { type: 'INVALID_VALUE', message: 'Home Assistant gave no reason.' }],
    [
      { type: 'ENDPOINT_BUSY', message: 'no', validRange: {} },
      { type: 'ENDPOINT_BUSY', message: 'no' },
    ],
    [
      { type: 'VALUE_OUT_OF_RANGE', message: 'no', validRange: { minimumValue: 'x' } },
      { type: 'VALUE_OUT_OF_RANGE', message: 'no' },
    ],
    [
      { type: 'REQUESTED_SETPOINTS_TOO_CLOSE', message: 'no' },
      { type: 'INVALID_VALUE', message: 'REQUESTED_SETPOINTS_TOO_CLOSE: no' },
    ],
  ])('with the payload %j gets the payload %j', async (payload, expected) => {
    expect(await accept(errorReply(payload))).toEqual(errorReply(expected));
  });

  test('of a type that belongs elsewhere goes there, and takes no context along', async () => {
    const message = errorReply({ type: 'UNAUTHORIZED' }, { namespace: 'Alexa.ThermostatController' });
    expect(await accept({ ...message, context: {} })).toEqual(
      errorReply({ type: 'UNAUTHORIZED' }, { namespace: 'Alexa.SecurityPanelController' }),
    );
  });

  test('is told by its name: a response with such a payload is none', async () => {
    const message = reply({}, { type: 'UNAUTHORIZED' });
    expect(await accept(message)).toEqual(message);
  });
});

describe('What is no message', () => {
  const { event } = reply({}) as { event: { header: object } };
  const withHeader = (header: object) => ({ event: { ...event, header: { ...event.header, ...header } } });

  test.each([
    [null],
    ['text'],
    [[]],
    [{}],
    [{ event: null }],
    [{ event: [] }],
    [{ event: {} }],
    [{ event: { header: {}, payload: {} } }],
    [{ event: { ...event, payload: undefined } }],
    [{ event: { ...event, payload: [] } }],
    [withHeader({ namespace: '' })],
    [withHeader({ name: undefined })],
    [withHeader({ messageId: 7 })],
    [withHeader({ payloadVersion: '2' })],
    [withHeader({ payloadVersion: 3 })],
    [{ message: 'Unauthorized' }],
  ])('is refused, and its content not repeated: %j', async (answer) => {
    let failure: unknown;
    try {
      await accept(answer);
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(HomeFailure);
    expect(failure).toMatchObject({ kind: 'unexpected-answer', errorType: 'INTERNAL_ERROR' });
    expect((failure as HomeFailure).message).not.toContain('Unauthorized');
  });
});

describe.skipIf(schemaIsMissing)(`Amazon's schema accepts what was accepted ${SCHEMA_HINT}`, () => {
  let faultsOf: SchemaCheck;
  beforeAll(() => {
    faultsOf = compileSchema();
  });

  test.each([
    ['UNSUPPORTED_THERMOSTAT_MODE', 'UNAUTHORIZED', 'AUTHORIZATION_REQUIRED', 'NOT_SUPPORTED_IN_CURRENT_MODE'],
    [
      'INVALID_TARGET_STATE',
      'ACTION_NOT_PERMITTED_FOR_CONTENT',
      'TEMPERATURE_VALUE_OUT_OF_RANGE',
      'ALREADY_IN_OPERATION',
    ],
  ])('of errors as Home Assistant sends them: %s, %s, %s, %s', async (...types) => {
    for (const type of types) {
      const accepted = await accept(errorReply({ type, message: 'Not supported while in COLOR mode' }));
      expect(faultsOf(accepted), type).toEqual([]);
    }
  });

  test.each([
    ['by default', DEFAULT_QUIRKS],
    ['with every defect of Home Assistant', EXACT_QUIRKS],
  ])('of every directive on every entity of the demo home %s', async (_, quirks) => {
    const home = createInProcessHome(quirks);
    let mended = 0;
    for (const { entity_id: entityId } of home.state.all()) {
      for (const { namespace, name, payload, instance } of DIRECTIVE_KINDS) {
        const header = { namespace, name, payloadVersion: '3', messageId: 'directive-1', instance };
        const endpoint = { endpointId: entityId.replaceAll('.', '#'), scope: { type: 'BearerToken', token: 'x' } };
        const event = { directive: { header, endpoint, payload } };
        const { text } = home.post('/api/alexa/smart_home', event);
        const answer = JSON.parse(text);
        const accepted = await accept(answer, event);
        expect(faultsOf(accepted), `${namespace} ${name} on ${entityId}`).toEqual([]);
        if (faultsOf(answer).length > 0) mended += 1;
        else expect(accepted).toEqual(answer);
      }
    }
    expect(mended).toBeGreaterThan(1);
  });
});
