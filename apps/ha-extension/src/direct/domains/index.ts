import type { Kind } from '../face.ts';
import { light } from './light.ts';
import { lock } from './lock.ts';
import { button, scene, script } from './scenes.ts';
import { automation, inputBoolean, powerSwitch } from './switches.ts';

/** The domains that Alexa has something for. */
export const kinds: ReadonlyMap<string, Kind> = new Map([
  ['automation', automation],
  ['button', button],
  ['input_boolean', inputBoolean],
  ['input_button', button],
  ['light', light],
  ['lock', lock],
  ['scene', scene],
  ['script', script],
  ['switch', powerSwitch],
]);
