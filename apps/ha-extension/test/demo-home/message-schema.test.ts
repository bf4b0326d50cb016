import { beforeAll, describe, expect, test } from 'vitest';
import { compileSchema, SCHEMA_HINT, type SchemaCheck, schemaIsMissing } from './support/amazon-schema.ts';
import { startDemo } from './support/demo.ts';
import { command, DISCOVER, directiveForHome, propertyIn, sendDirective } from './support/directive.ts';
import { DIRECTIVE_KINDS } from './support/directive-kinds.ts';

describe.skipIf(schemaIsMissing)(`What the demo home sends is valid against Amazon's schema ${SCHEMA_HINT}`, () => {
  let faultsOf: SchemaCheck;

  beforeAll(() => {
    faultsOf = compileSchema();
  });

  test('discovery, with every endpoint and capability', async () => {
    const demo = await startDemo();
    const { body } = await sendDirective(demo, DISCOVER);
    expect(faultsOf(body)).toEqual([]);
    expect(body.event.payload.endpoints).toHaveLength(demo.home.entities().length);
  });

  test('the answer to an account grant', async () => {
    const demo = await startDemo();
    const grant = directiveForHome('Alexa.Authorization', 'AcceptGrant', {
      grant: { type: 'OAuth2.AuthorizationCode', code: 'code-of-the-grant' },
      grantee: { type: 'BearerToken', token: 'token-of-the-linked-user' },
    });
    const { body } = await sendDirective(demo, grant);
    expect(body.event.header).toMatchObject({ namespace: 'Alexa.Authorization', name: 'AcceptGrant.Response' });
    expect(faultsOf(body)).toEqual([]);
  });

  test('every kind of directive on every entity, but for locks that move', async () => {
    const demo = await startDemo();
    const answered: string[] = [];
    for (const { entity_id: entityId } of demo.home.entities()) {
      for (const { namespace, name, payload, instance } of DIRECTIVE_KINDS) {
        if (entityId === 'lock.front_door' && namespace === 'Alexa.LockController') continue;
        const message = await command(demo, entityId, namespace, name, payload, instance);
        expect(faultsOf(message), `${namespace} ${name} on ${entityId}`).toEqual([]);
        if (message.event.header.name !== 'ErrorResponse') answered.push(`${namespace} ${name}`);
      }
    }
    const unanswered = DIRECTIVE_KINDS.filter(({ namespace, name }) => !answered.includes(`${namespace} ${name}`));
    expect(unanswered.map(({ name }) => name)).toEqual(['Unlock', 'Lock', 'Deactivate', 'Explode', 'SetCookingMode']);
  });

  test('a lock that moves too, once its defect is switched off', async () => {
    const demo = await startDemo({ quirks: { untimedProperties: 'none' } });
    for (const name of ['Unlock', 'Lock']) {
      expect(faultsOf(await command(demo, 'lock.front_door', 'Alexa.LockController', name))).toEqual([]);
    }
  });

  test('not a lock that moves with its defect: its lockState has no time', async () => {
    const demo = await startDemo();
    const message = await command(demo, 'lock.front_door', 'Alexa.LockController', 'Unlock');
    expect(propertyIn(message, 'lockState')).toBe('UNLOCKED');
    expect(faultsOf(message)).toContain("/context/properties/0 must have required property 'timeOfSample'");
  });

  test('not a thermostat mode that does not exist: the error stands in the wrong namespace, as in the real one', async () => {
    const demo = await startDemo();
    const payload = { thermostatMode: { value: 'EMERGENCY_HEAT' } };
    const message = await command(
      demo,
      'climate.thermostat',
      'Alexa.ThermostatController',
      'SetThermostatMode',
      payload,
    );
    expect(message.event.header.namespace).toBe('Alexa');
    expect(message.event.payload.type).toBe('UNSUPPORTED_THERMOSTAT_MODE');
    expect(faultsOf(message)).not.toEqual([]);
    message.event.header.namespace = 'Alexa.ThermostatController';
    expect(faultsOf(message)).toEqual([]);
  });

  test('the state of a lamp that shows a colour, white, or nothing', async () => {
    const demo = await startDemo();
    const lamp = 'light.living_room';
    const color = { color: { hue: 360, saturation: 1, brightness: 1 } };
    await command(demo, lamp, 'Alexa.ColorController', 'SetColor', color);
    const colored = await command(demo, lamp, 'Alexa', 'ReportState');
    await command(demo, lamp, 'Alexa.PowerController', 'TurnOff');
    const dark = await command(demo, lamp, 'Alexa', 'ReportState');
    await command(demo, lamp, 'Alexa.PowerController', 'TurnOn');
    const white = await command(demo, lamp, 'Alexa', 'ReportState');
    expect([colored, dark, white].flatMap(faultsOf)).toEqual([]);
  });
});
