import { domainOf, type EntityState, numberOf } from '../entity.ts';
import type { Json } from '../json.ts';
import { celsius } from '../temperature.ts';
import type { AlexaInterface } from './alexa-interface.ts';

/** `Alexa.TemperatureSensor`: the state of a sensor, the measured temperature of a thermostat. */
export const temperatureSensor: AlexaInterface = {
  name: 'Alexa.TemperatureSensor',
  supported: () => ['temperature'],
  read: readTemperature,
};

/** `Alexa.ContactSensor`: on means open, which Alexa calls detected. */
export const contactSensor: AlexaInterface = {
  name: 'Alexa.ContactSensor',
  supported: () => ['detectionState'],
  read: ({ state }) => (state === 'on' ? 'DETECTED' : 'NOT_DETECTED'),
};

/** `Alexa.EndpointHealth`; nothing in the demo home is ever out of reach unless a caller makes it so. */
export const endpointHealth: AlexaInterface = {
  name: 'Alexa.EndpointHealth',
  supported: () => ['connectivity'],
  read: ({ state }) => ({ value: state === 'unavailable' ? 'UNREACHABLE' : 'OK' }),
};

/** The interface every endpoint has: `ReportState` is answered for all of them alike. */
export const alexa: AlexaInterface = {
  name: 'Alexa',
  directives: { ReportState: () => ({ calls: [], event: { namespace: 'Alexa', name: 'StateReport', payload: {} } }) },
};

function readTemperature(entity: EntityState): Json | undefined {
  const degrees =
    domainOf(entity.entity_id) === 'climate' ? numberOf(entity, 'current_temperature') : Number(entity.state);
  return degrees === undefined || Number.isNaN(degrees) ? undefined : celsius(degrees);
}
