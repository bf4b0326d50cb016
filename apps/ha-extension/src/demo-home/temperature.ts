import { isJsonObject, type Json } from './json.ts';

/** The scales of Alexa's temperature objects. */
export const TemperatureScale = { CELSIUS: 'CELSIUS', FAHRENHEIT: 'FAHRENHEIT', KELVIN: 'KELVIN' } as const;
export type TemperatureScale = (typeof TemperatureScale)[keyof typeof TemperatureScale];

/** Alexa's temperature object. */
export interface Temperature {
  readonly value: number;
  readonly scale: TemperatureScale;
}

/** A reading of this home, whose unit system is metric. */
export function celsius(value: number): { value: number; scale: 'CELSIUS' } {
  return { value, scale: TemperatureScale.CELSIUS };
}

/** The temperature object in a payload, or `undefined` when it is not one. */
export function parseTemperature(value: Json | undefined): Temperature | undefined {
  if (!isJsonObject(value)) return undefined;
  const scale = Object.values(TemperatureScale).find((known) => known === value.scale);
  const degrees = typeof value.value === 'number' ? value.value : Number.NaN;
  return scale === undefined || !Number.isFinite(degrees) ? undefined : { value: degrees, scale };
}

/** Degrees Celsius to a tenth, the precision of the demo thermostat. */
export function toCelsius({ value, scale }: Temperature): number {
  if (scale === TemperatureScale.FAHRENHEIT) return toTenth(((value - 32) * 5) / 9);
  return toTenth(scale === TemperatureScale.KELVIN ? value - 273.15 : value);
}

/** A difference of temperatures: the zero of the scale does not matter, the size of its degree does. */
export function toCelsiusInterval({ value, scale }: Temperature): number {
  return scale === TemperatureScale.FAHRENHEIT ? (value * 5) / 9 : value;
}

/** Rounded to one decimal. */
export function toTenth(degrees: number): number {
  return Math.round(degrees * 10) / 10;
}
