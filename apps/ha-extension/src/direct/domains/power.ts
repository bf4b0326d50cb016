import { type Entity, isKnown } from '../entity.ts';
import { type Effect, effect, type Face } from '../face.ts';

export interface PowerOptions {
  /** Whether it is on. Default: its state is `on`. */
  readonly isOn?: boolean;
  readonly turnOn?: () => Effect;
  readonly turnOff?: () => Effect;
}

/** `Alexa.PowerController` over `turn_on` and `turn_off` of the entity's domain, or what the options say. */
export function powerFace(entity: Entity, options: PowerOptions = {}): Face {
  const { isOn = entity.state === 'on' } = options;
  return {
    name: 'Alexa.PowerController',
    properties: { powerState: isKnown(entity) ? (isOn ? 'ON' : 'OFF') : undefined },
    directives: {
      TurnOn: options.turnOn ?? (() => effect(entity, 'turn_on')),
      TurnOff: options.turnOff ?? (() => effect(entity, 'turn_off')),
    },
  };
}
