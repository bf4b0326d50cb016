import type { JsonObject } from '../../bridge/json.ts';
import { type Entity, isKnown, numberOf, stringsOf, textOf } from '../entity.ts';
import { type Effect, effect, type Face, type Kind } from '../face.ts';
import { clamp, numberWithin } from '../payload.ts';
import { Refusal } from '../refusal.ts';
import { powerFace } from './power.ts';

const FULL = 255;
const COLOR_MODES = ['hs', 'rgb', 'rgbw', 'rgbww', 'xy'];
const DIMMABLE_MODES = ['brightness', 'color_temp', 'white', ...COLOR_MODES];
/** A step of warmer or cooler, on the scale on which steps look alike. */
const STEP_MIREDS = 50;
/** What Alexa takes as a colour temperature. */
const KELVIN = { min: 1_000, max: 10_000 };

export const light: Kind = {
  appear(entity) {
    const modes = stringsOf(entity, 'supported_color_modes');
    const has = (some: readonly string[]) => modes.some((mode) => some.includes(mode));
    return {
      category: 'LIGHT',
      faces: [
        powerFace(entity),
        ...(has(DIMMABLE_MODES) ? [brightnessFace(entity)] : []),
        ...(has(COLOR_MODES) ? [colorFace(entity)] : []),
        ...(has(['color_temp']) ? [colorTemperatureFace(entity)] : []),
      ],
    };
  },
};

function brightnessFace(entity: Entity): Face {
  const brightness = numberOf(entity, 'brightness');
  const shown = entity.state === 'off' ? 0 : brightness;
  const turnOn = (data: JsonObject) => effect(entity, 'turn_on', data);
  return {
    name: 'Alexa.BrightnessController',
    properties: { brightness: shown === undefined ? undefined : clamp(Math.round((shown / FULL) * 100), 0, 100) },
    directives: {
      SetBrightness: (payload) => turnOn({ brightness_pct: numberWithin(payload, 'brightness', 0, 100) }),
      AdjustBrightness: (payload) =>
        turnOn({ brightness_step_pct: numberWithin(payload, 'brightnessDelta', -100, 100) }),
    },
  };
}

function colorFace(entity: Entity): Face {
  return {
    name: 'Alexa.ColorController',
    properties: { color: colorOf(entity) },
    directives: {
      // The brightness of the color is left alone: a lamp that is dimmed stays dimmed when it is turned red.
      SetColor({ color }) {
        const given = (typeof color === 'object' && color !== null ? color : {}) as JsonObject;
        const hue = numberWithin(given, 'hue', 0, 360);
        const saturation = numberWithin(given, 'saturation', 0, 1);
        return effect(entity, 'turn_on', { hs_color: [hue, Math.round(saturation * 1_000) / 10] });
      },
    },
  };
}

function colorOf(entity: Entity): unknown {
  const [hue, saturation] = Array.isArray(entity.attributes.hs_color) ? entity.attributes.hs_color : [];
  const isWhite = textOf(entity, 'color_mode') === 'color_temp';
  if (isWhite || typeof hue !== 'number' || typeof saturation !== 'number') return undefined;
  const brightness = (numberOf(entity, 'brightness') ?? FULL) / FULL;
  return { hue: clamp(hue, 0, 360), saturation: clamp(saturation / 100, 0, 1), brightness: clamp(brightness, 0, 1) };
}

function colorTemperatureFace(entity: Entity): Face {
  const kelvin = kelvinOf(entity);
  const setTo = (wanted: number): Effect => {
    const least = numberOf(entity, 'min_color_temp_kelvin') ?? KELVIN.min;
    const most = numberOf(entity, 'max_color_temp_kelvin') ?? KELVIN.max;
    // Names such as "daylight" are numbers that not every lamp has; the nearest is what is meant.
    return effect(entity, 'turn_on', { color_temp_kelvin: Math.round(clamp(wanted, least, most)) });
  };
  const step = (mireds: number) => () => {
    if (kelvin === undefined) throw withoutTemperature(entity);
    return setTo(1_000_000 / Math.max(1, 1_000_000 / kelvin + mireds));
  };
  return {
    name: 'Alexa.ColorTemperatureController',
    properties: { colorTemperatureInKelvin: kelvin },
    directives: {
      SetColorTemperature: (payload) =>
        setTo(numberWithin(payload, 'colorTemperatureInKelvin', KELVIN.min, KELVIN.max)),
      IncreaseColorTemperature: step(-STEP_MIREDS),
      DecreaseColorTemperature: step(STEP_MIREDS),
    },
  };
}

/** Undefined while it shines in a color, or not at all. */
function kelvinOf(entity: Entity): number | undefined {
  const mode = textOf(entity, 'color_mode');
  const kelvin = numberOf(entity, 'color_temp_kelvin');
  if (!isKnown(entity) || kelvin === undefined || (mode !== undefined && mode !== 'color_temp')) return undefined;
  return Math.round(clamp(kelvin, KELVIN.min, KELVIN.max));
}

function withoutTemperature(entity: Entity): Refusal {
  const isColored = COLOR_MODES.includes(textOf(entity, 'color_mode') ?? '');
  const message = `The light has no color temperature now, as it ${isColored ? 'shines in a color' : 'is off'}.`;
  return new Refusal('NOT_SUPPORTED_IN_CURRENT_MODE', message, { currentDeviceMode: isColored ? 'COLOR' : 'OTHER' });
}
