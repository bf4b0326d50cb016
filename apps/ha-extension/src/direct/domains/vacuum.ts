import { type Entity, supports } from '../entity.ts';
import { effect, type Face, type Kind } from '../face.ts';
import { powerFace } from './power.ts';

/** Without those of turning on and off, for which there are services no more. */
const Feature = { PAUSE: 4, STOP: 8, RETURN_HOME: 16, START: 8_192 } as const;

/** On is cleaning; off is on the way home, or standing still where it does not go there by itself. */
export const vacuum: Kind = {
  appear(entity) {
    const goesHome = supports(entity, Feature.RETURN_HOME);
    if (!supports(entity, Feature.START) || !(goesHome || supports(entity, Feature.STOP))) return undefined;
    const face = powerFace(entity, {
      isOn: entity.state === 'cleaning',
      turnOn: () => effect(entity, 'start'),
      turnOff: () => effect(entity, goesHome ? 'return_to_base' : 'stop'),
    });
    // Amazon's schema has no category for vacuum cleaners.
    return { category: 'OTHER', faces: [face, ...(supports(entity, Feature.PAUSE) ? [holdFace(entity)] : [])] };
  },
};

/** Standing still for a while, and going on. */
function holdFace(entity: Entity): Face {
  return {
    name: 'Alexa.TimeHoldController',
    capability: { configuration: { allowRemoteResume: true } },
    directives: { Hold: () => effect(entity, 'pause'), Resume: () => effect(entity, 'start') },
  };
}
