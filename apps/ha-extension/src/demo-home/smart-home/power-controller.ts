import { domainOf, type EntityState } from '../entity.ts';
import { type AlexaInterface, type DirectiveCall, type DirectiveOutcome, serviceCall } from './alexa-interface.ts';

/** Kinds whose services for on and off have names of their own. */
const SERVICES: Readonly<Record<string, { readonly on: string; readonly off: string }>> = {
  cover: { on: 'open_cover', off: 'close_cover' },
};
const USUAL = { on: 'turn_on', off: 'turn_off' };

/** `Alexa.PowerController`. A cover counts as on unless it is closed, a thermostat unless its mode is off. */
export const powerController: AlexaInterface = {
  name: 'Alexa.PowerController',
  supported: () => ['powerState'],
  read: (entity) => (isOff(entity) ? 'OFF' : 'ON'),
  directives: { TurnOn: (call) => turn(call, 'on'), TurnOff: (call) => turn(call, 'off') },
};

function turn({ entity }: DirectiveCall, to: 'on' | 'off'): DirectiveOutcome {
  const services = SERVICES[domainOf(entity.entity_id)] ?? USUAL;
  return { calls: [serviceCall(entity, services[to])] };
}

function isOff({ state }: EntityState): boolean {
  return state === 'off' || state === 'closed';
}
