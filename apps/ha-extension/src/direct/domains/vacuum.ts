import { type Entity, supports } from '../entity.ts';
import { effect, type Kind } from '../face.ts';
import { powerFace } from './power.ts';

const Feature = { TURN_ON: 1, TURN_OFF: 2, STOP: 8, RETURN_HOME: 16, START: 8_192 } as const;

/** The first service that the vacuum has. */
function serviceOf(entity: Entity, services: readonly (readonly [feature: number, service: string])[]) {
  return services.find(([feature]) => supports(entity, feature))?.[1];
}

/** On is cleaning, off is on the way home, or standing where it cannot go there. */
export const vacuum: Kind = {
  appear(entity) {
    const start = serviceOf(entity, [
      [Feature.START, 'start'],
      [Feature.TURN_ON, 'turn_on'],
    ]);
    const end = serviceOf(entity, [
      [Feature.RETURN_HOME, 'return_to_base'],
      [Feature.TURN_OFF, 'turn_off'],
      [Feature.STOP, 'stop'],
    ]);
    if (start === undefined || end === undefined) return undefined;
    const face = powerFace(entity, {
      isOn: entity.state === 'cleaning' || entity.state === 'on',
      turnOn: () => effect(entity, start),
      turnOff: () => effect(entity, end),
    });
    // Amazon's schema has no category for vacuum cleaners.
    return { category: 'OTHER', faces: [face] };
  },
};
