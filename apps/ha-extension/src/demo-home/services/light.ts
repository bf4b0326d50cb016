import { type HueSaturation, hueSaturationFromRgb, type Rgb, rgbFromHueSaturation } from '../color.ts';
import { type EntityState, numberOf, stringsOf } from '../entity.ts';
import type { JsonObject } from '../json.ts';
import { numberBetween, numbersWithin } from './field.ts';
import type { DomainServices, ServiceEffect } from './service.ts';

const FULL = 255;
const DEFAULT_KELVIN = 2700;

const transition = numberBetween(0, 6553);

const TURN_ON_FIELDS = {
  brightness: numberBetween(0, FULL),
  brightness_pct: numberBetween(0, 100),
  brightness_step_pct: numberBetween(-100, 100),
  hs_color: numbersWithin([0, 360], [0, 100]),
  rgb_color: numbersWithin([0, FULL], [0, FULL], [0, FULL]),
  color_temp_kelvin: numberBetween(1, 40_000),
  transition,
};

/** Services of `light`. What a lamp cannot do (colour on a plain one) is left out of the effect, not refused. */
export const LIGHT_SERVICES: DomainServices = {
  turn_on: { fields: TURN_ON_FIELDS, effect: turnOn },
  turn_off: { fields: { transition }, effect: turnOff },
  toggle: {
    fields: TURN_ON_FIELDS,
    effect: (entity, data) => (entity.state === 'on' ? turnOff(entity) : turnOn(entity, data)),
  },
};

function turnOn(entity: EntityState, data: JsonObject): ServiceEffect {
  const brightness = wantedBrightness(entity, data);
  if (brightness === 0) return turnOff(entity);
  return { state: 'on', attributes: { brightness, ...wantedColor(entity, data) } };
}

/** A dark lamp shows neither brightness nor colour: the attributes stay, as `null`. */
function turnOff(entity: EntityState): ServiceEffect {
  const color = hasColor(entity) ? { color_temp_kelvin: null, hs_color: null, rgb_color: null } : {};
  return { state: 'off', attributes: { brightness: null, color_mode: null, ...color } };
}

function wantedBrightness(entity: EntityState, data: JsonObject): number {
  const current = numberOf(entity, 'brightness');
  const level = ((): number => {
    if (typeof data.brightness === 'number') return data.brightness;
    if (typeof data.brightness_pct === 'number') return (data.brightness_pct / 100) * FULL;
    if (typeof data.brightness_step_pct === 'number') return (current ?? 0) + (data.brightness_step_pct / 100) * FULL;
    return current ?? FULL;
  })();
  return Math.round(Math.min(FULL, Math.max(0, level)));
}

function wantedColor(entity: EntityState, data: JsonObject): JsonObject {
  if (!hasColor(entity)) return { color_mode: 'brightness' };
  if (Array.isArray(data.hs_color)) return hueAttributes(data.hs_color as unknown as HueSaturation);
  if (Array.isArray(data.rgb_color)) return hueAttributes(hueSaturationFromRgb(data.rgb_color as unknown as Rgb));
  if (typeof data.color_temp_kelvin === 'number') return whiteAttributes(entity, data.color_temp_kelvin);
  return entity.state === 'on' ? {} : whiteAttributes(entity, DEFAULT_KELVIN);
}

function hueAttributes(hs: HueSaturation): JsonObject {
  return { color_mode: 'hs', hs_color: hs, rgb_color: rgbFromHueSaturation(hs), color_temp_kelvin: null };
}

function whiteAttributes(entity: EntityState, kelvin: number): JsonObject {
  const warmest = numberOf(entity, 'min_color_temp_kelvin') ?? kelvin;
  const coldest = numberOf(entity, 'max_color_temp_kelvin') ?? kelvin;
  const clamped = Math.round(Math.min(coldest, Math.max(warmest, kelvin)));
  return { color_mode: 'color_temp', color_temp_kelvin: clamped, hs_color: null, rgb_color: null };
}

function hasColor(entity: EntityState): boolean {
  return stringsOf(entity, 'supported_color_modes').includes('hs');
}
