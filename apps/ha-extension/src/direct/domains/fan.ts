import { type Entity, isKnown, numberOf, supports } from '../entity.ts';
import { effect, type Face, type Kind } from '../face.ts';
import { settingFaces } from './fan-settings.ts';
import { powerFace } from './power.ts';
import { percentFace } from './range.ts';

const SET_SPEED = 1;
/** Percent, for a fan that does not say how many speeds it has. */
const STEP = 20;

export const fan: Kind = {
  appear: (entity) => ({
    category: 'FAN',
    faces: [powerFace(entity), ...(supports(entity, SET_SPEED) ? [speedFace(entity)] : []), ...settingFaces(entity)],
  }),
};

function speedFace(entity: Entity): Face {
  const shown = entity.state === 'off' ? 0 : numberOf(entity, 'percentage');
  return percentFace({
    instance: 'fan.percentage',
    assets: ['Alexa.Setting.FanSpeed'],
    value: isKnown(entity) ? shown : undefined,
    step: numberOf(entity, 'percentage_step') ?? STEP,
    moveTo: (percentage) =>
      percentage === 0 ? effect(entity, 'turn_off') : effect(entity, 'set_percentage', { percentage }),
  });
}
