import { stateTime } from '../time-format.ts';
import { numberBetween } from './field.ts';
import type { DomainServices } from './service.ts';

/** Services of `scene`. The state of a scene is the time of its last activation. */
export const SCENE_SERVICES: DomainServices = {
  turn_on: {
    fields: { transition: numberBetween(0, 6553) },
    effect: (_entity, _data, { seed, nowMs }) => ({ state: stateTime(nowMs), calls: seed?.scene ?? [] }),
  },
};
