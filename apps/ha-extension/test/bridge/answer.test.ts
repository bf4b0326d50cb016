import { beforeAll, describe, expect, test } from 'vitest';
import { acceptAnswer } from '../../src/bridge/answer.ts';
import { HomeFailure } from '../../src/bridge/failure.ts';
import { DEFAULT_QUIRKS, EXACT_QUIRKS } from '../../src/demo-home/index.ts';
import { compileSchema, SCHEMA_HINT, type SchemaCheck, schemaIsMissing } from '../demo-home/support/amazon-schema.ts';
import { DIRECTIVE_KINDS } from '../demo-home/support/directive-kinds.ts';
import { createInProcessHome } from '../demo-home/support/in-process.ts';
import { errorReply, reply } from './support/messages.ts';

const NOW_MS = Date.parse('2026-11-23T12:00:00.123Z');
const lockState = { namespace: 'Alexa.LockController', name: 'lockState', value: 'LOCKED' };
const power = {
  namespace: 'Alexa.PowerController',
  name: 'powerState',
  value: 'ON',
  timeOfSample: '2026-01-01T00:00:00.0Z',
  uncertaintyInMilliseconds: 500,
};

describe('A property that the home did not time', () => {
  test('is sampled now, and those beside it stay as they are', () => {
    const accepted = acceptAnswer(reply({}, {}, [lockState, power]), NOW_MS);
    const timed = { ...lockState, timeOfSample: '2026-11-23T12:00:00.123Z', uncertaintyInMilliseconds: 0 };
    expect(accepted).toEqual(reply({}, {}, [timed, power]));
  });

  test('keeps the half that it has', () => {
    const { timeOfSample, uncertaintyInMilliseconds, ...bare } = power;
    const accepted = acceptAnswer(
      reply({}, {}, [
        { ...bare, timeOfSample },
        { ...bare, uncertaintyInMilliseconds },
      ]),
      NOW_MS,
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
  ])('%s goes to the namespace %s, with nothing else changed', (type, namespace) => {
    const payload = { type, message: 'no' };
    expect(acceptAnswer(errorReply(payload), NOW_MS)).toEqual(errorReply(payload, { namespace }));
  });

  test.each([
    ['Not supported while in COLOR mode', 'COLOR'],
    ['Not supported while in NOT_PROVISIONED mode', 'NOT_PROVISIONED'],
    ['Not supported while in OTHER mode', 'OTHER'],
    ['', 'OTHER'],
    [undefined, 'OTHER'],
  ])('that lost the mode of the device gets it back from its sentence: %s', (message, currentDeviceMode) => {
    const payload = { type: 'NOT_SUPPORTED_IN_CURRENT_MODE', message };
    expect(acceptAnswer(errorReply(payload), NOW_MS)).toEqual(errorReply({ ...payload, currentDeviceMode }));
  });

  test('that has the mode keeps it', () => {
    const payload = { type: 'NOT_SUPPORTED_IN_CURRENT_MODE', message: 'in COLOR mode', currentDeviceMode: 'ASLEEP' };
    expect(acceptAnswer(errorReply(payload), NOW_MS)).toEqual(errorReply(payload));
  });

  test.each(['INVALID_TARGET_STATE', 'ACTION_NOT_PERMITTED_FOR_CONTENT'])(
    'of the type %s, which Amazon does not know, is an internal one that names it',
    (type) => {
      expect(acceptAnswer(errorReply({ type, message: 'no' }), NOW_MS)).toEqual(
        errorReply({ type: 'INTERNAL_ERROR', message: `${type}: no` }),
      );
    },
  );

  test.each(['INTERNAL_ERROR', 'NO_SUCH_ENDPOINT', 'TEMPERATURE_VALUE_OUT_OF_RANGE', 'constructor'])(
    'of the type %s stays as it is',
    (type) => {
      const message = errorReply({ type, message: 'no', validRange: {} });
      expect(acceptAnswer(message, NOW_MS)).toEqual(message);
    },
  );

  test('that stands in its namespace already stays there', () => {
    const message = errorReply({ type: 'UNAUTHORIZED' }, { namespace: 'Alexa.ThermostatController' });
    expect(acceptAnswer(message, NOW_MS)).toEqual(message);
  });

  test('is told by its name: a response with such a payload is none', () => {
    const message = reply({}, { type: 'UNAUTHORIZED' });
    expect(acceptAnswer(message, NOW_MS)).toEqual(message);
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
  ])('is refused, and its content not repeated: %j', (answer) => {
    let failure: unknown;
    try {
      acceptAnswer(answer, NOW_MS);
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
  ])('of errors as Home Assistant sends them: %s, %s, %s, %s', (...types) => {
    for (const type of types) {
      const accepted = acceptAnswer(errorReply({ type, message: 'Not supported while in COLOR mode' }), NOW_MS);
      expect(faultsOf(accepted), type).toEqual([]);
    }
  });

  test.each([
    ['by default', DEFAULT_QUIRKS],
    ['with every defect of Home Assistant', EXACT_QUIRKS],
  ])('of every directive on every entity of the demo home %s', (_, quirks) => {
    const home = createInProcessHome(quirks);
    let mended = 0;
    for (const { entity_id: entityId } of home.state.all()) {
      for (const { namespace, name, payload, instance } of DIRECTIVE_KINDS) {
        const header = { namespace, name, payloadVersion: '3', messageId: 'directive-1', instance };
        const endpoint = { endpointId: entityId.replaceAll('.', '#'), scope: { type: 'BearerToken', token: 'x' } };
        const { text } = home.post('/api/alexa/smart_home', { directive: { header, endpoint, payload } });
        const answer = JSON.parse(text);
        const accepted = acceptAnswer(answer, NOW_MS);
        expect(faultsOf(accepted), `${namespace} ${name} on ${entityId}`).toEqual([]);
        if (faultsOf(answer).length > 0) mended += 1;
        else expect(accepted).toEqual(answer);
      }
    }
    expect(mended).toBeGreaterThan(1);
  });
});
