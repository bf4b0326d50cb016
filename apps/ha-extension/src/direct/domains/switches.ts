import { textOf } from '../entity.ts';
import type { Kind } from '../face.ts';
import { powerFace } from './power.ts';

/** What can be on or off and nothing else. */
function switchedAs(category: string): Kind {
  return { appear: (entity) => ({ category, faces: [powerFace(entity)] }) };
}

export const powerSwitch: Kind = {
  appear: (entity) => ({
    category: textOf(entity, 'device_class') === 'outlet' ? 'SMARTPLUG' : 'SWITCH',
    faces: [powerFace(entity)],
  }),
};
export const inputBoolean: Kind = switchedAs('SWITCH');
/** As Home Assistant has it: on means that it may run, not that it runs. */
export const automation: Kind = switchedAs('OTHER');
