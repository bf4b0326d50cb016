import type { Kind } from '../face.ts';
import { climate } from './climate.ts';
import { cover } from './cover.ts';
import { fan } from './fan.ts';
import { light } from './light.ts';
import { lock } from './lock.ts';
import { mediaPlayer } from './media-player.ts';
import { button, scene, script } from './scenes.ts';
import { automation, inputBoolean, powerSwitch } from './switches.ts';

/** The domains that Alexa has something for. */
export const kinds: ReadonlyMap<string, Kind> = new Map([
  ['automation', automation],
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
  ['switch', powerSwitch],
]);
