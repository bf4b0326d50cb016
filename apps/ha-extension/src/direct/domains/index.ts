import type { Kind } from '../face.ts';
import { alarm } from './alarm.ts';
import { climate } from './climate.ts';
import { cover } from './cover.ts';
import { fan } from './fan.ts';
import { light } from './light.ts';
import { lock } from './lock.ts';
import { mediaPlayer } from './media-player.ts';
import { button, scene, script } from './scenes.ts';
import { binarySensor, sensor } from './sensors.ts';
import { automation, inputBoolean, powerSwitch } from './switches.ts';
import { vacuum } from './vacuum.ts';

/** The domains that Alexa has something for. */
export const kinds: ReadonlyMap<string, Kind> = new Map([
  ['alarm_control_panel', alarm],
  ['automation', automation],
  ['binary_sensor', binarySensor],
  ['button', button],
  ['climate', climate],
  ['cover', cover],
  ['fan', fan],
  ['input_boolean', inputBoolean],
  ['input_button', button],
  ['light', light],
  ['lock', lock],
  ['media_player', mediaPlayer],
  ['scene', scene],
  ['script', script],
  ['sensor', sensor],
  ['switch', powerSwitch],
  ['vacuum', vacuum],
]);
