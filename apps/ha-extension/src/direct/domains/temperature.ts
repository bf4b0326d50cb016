import { isObject, type JsonObject } from '../../bridge/json.ts';
import type { Scale } from '../face.ts';
import { Refusal } from '../refusal.ts';

/** Alexa's temperature object. */
export interface Temperature {
  readonly value: number;
  readonly scale: Scale;
}

const SCALES: readonly Scale[] = ['CELSIUS', 'FAHRENHEIT', 'KELVIN'];

/** A temperature of a directive in another scale, to a hundredth. */
export function degreesIn(payload: JsonObject, name: string, scale: Scale): number {
  const given = temperatureIn(payload, name);
  return given.scale === scale ? given.value : rounded(fromCelsius(toCelsius(given), scale));
}

/** A difference of temperatures: the zero of the scale does not matter, the size of its degree does. */
export function intervalIn(payload: JsonObject, name: string, scale: Scale): number {
  const given = temperatureIn(payload, name);
  return rounded((given.value * sizeOf(given.scale)) / sizeOf(scale));
}

function temperatureIn(payload: JsonObject, name: string): Temperature {
  const given = payload[name];
  const { value, scale } = isObject(given) ? given : {};
  const known = SCALES.find((one) => one === scale);
  if (typeof value === 'number' && Number.isFinite(value) && known !== undefined) return { value, scale: known };
  throw new Refusal('INVALID_VALUE', `The directive has no temperature ${name}.`);
}

/** Of its degree, in those of Celsius. */
function sizeOf(scale: Scale): number {
  return scale === 'FAHRENHEIT' ? 5 / 9 : 1;
}

function toCelsius({ value, scale }: Temperature): number {
  if (scale === 'FAHRENHEIT') return ((value - 32) * 5) / 9;
  return scale === 'KELVIN' ? value - 273.15 : value;
}

function fromCelsius(degrees: number, scale: Scale): number {
  if (scale === 'FAHRENHEIT') return (degrees * 9) / 5 + 32;
  return scale === 'KELVIN' ? degrees + 273.15 : degrees;
}

function rounded(degrees: number): number {
  return Math.round(degrees * 100) / 100;
}

/** Alexa's name of a unit; undefined when it is none of temperature. */
export function scaleOfUnit(unit: unknown): Scale | undefined {
  if (unit === '°C') return 'CELSIUS';
  if (unit === '°F') return 'FAHRENHEIT';
  return unit === 'K' ? 'KELVIN' : undefined;
}
