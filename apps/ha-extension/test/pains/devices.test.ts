import { expect, test } from 'vitest';
import { startServer } from '../bridge/support/loopback.ts';
import {
  CONFIGURED_TOKEN,
  directive,
  directiveForHome,
  errorReply,
  found,
  lamp,
  OWN_TOKEN,
  reply,
} from '../bridge/support/messages.ts';
import { bridgeWith, errorIn } from './support/bridge.ts';

const DISCOVER = directiveForHome('Alexa.Discovery', 'Discover', { scope: { type: 'BearerToken', token: OWN_TOKEN } });
/** A home that answers with what it is given now. */
async function bridgeTo(first: object) {
  let answer = first;
  const home = await startServer((response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer)),
  );
  const bridge = bridgeWith({ HOME_ASSISTANT_URL: home.url, HOME_ASSISTANT_TOKEN: CONFIGURED_TOKEN });
  return {
    ...bridge,
    becomes: (next: object) => {
      answer = next;
    },
  };
}

const idsIn = (answer: { event: { payload: { endpoints: { endpointId: string }[] } } }) =>
  answer.event.payload.endpoints.map(({ endpointId }) => endpointId);

test('Pain 14, one bad device breaks discovery: it is left out by name, the rest is found, and never more than 300', async () => {
  const { friendlyName: _, ...bad } = lamp('light#bad');
  const bridge = await bridgeTo(found([lamp('light#a'), bad, { endpointId: 'ä' }, lamp('light#b')]));
  expect(idsIn((await bridge.smartHome(DISCOVER)).answer)).toEqual(['light#a', 'light#b']);
  expect(bridge.said()).toMatch(/Left out of the home's answer: .*light#bad/);
  const many = Array.from({ length: 450 }, (_, index) => lamp(`light#${index}`));
  bridge.becomes(found(many));
  const first = idsIn((await bridge.smartHome(DISCOVER)).answer);
  bridge.becomes(found(many.toReversed()));
  expect(first).toHaveLength(300);
  expect(idsIn((await bridge.smartHome(DISCOVER)).answer).sort()).toEqual(first.toSorted());
});

test('Pain 15, ghost devices after renames: the log names what Alexa has twice, and what to delete there', async () => {
  const bridge = await bridgeTo(found([lamp('light#old_name', 'Kitchen'), lamp('light#sold')]));
  await bridge.smartHome(DISCOVER);
  bridge.becomes(found([lamp('light#new_name', 'Kitchen')]));
  await bridge.smartHome(DISCOVER);
  expect(bridge.said()).toMatch(/light#old_name is now light#new_name; gone: light#sold\. Delete in the Alexa app/);
});

test('Pain 17, misreported thermostats: errors get the right namespace, and the scale stays that of the home', async () => {
  const setTo = directive('Alexa.ThermostatController', 'SetThermostatMode', { thermostatMode: { value: 'COOL' } });
  const unsupported = errorReply({
    type: 'UNSUPPORTED_THERMOSTAT_MODE',
    message: 'The requested mode is not supported',
  });
  const bridge = await bridgeTo(unsupported);
  const refused = await bridge.smartHome(setTo);
  expect(refused.answer.event.header.namespace).toBe('Alexa.ThermostatController');
  expect(errorIn(refused)).toBe('UNSUPPORTED_THERMOSTAT_MODE');
  const temperature = {
    namespace: 'Alexa.TemperatureSensor',
    name: 'temperature',
    value: { value: 68.5, scale: 'FAHRENHEIT' },
    timeOfSample: '2026-01-01T00:00:00.00Z',
    uncertaintyInMilliseconds: 500,
  };
  bridge.becomes(reply({}, {}, [temperature]));
  expect((await bridge.smartHome(setTo)).answer.context.properties).toEqual([temperature]);
});
