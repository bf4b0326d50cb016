import type { Json } from '../json.ts';

/** Reads one member of a service call's data: the value to use, or `undefined` when it is not acceptable. */
export type Field = (value: Json) => Json | undefined;

/** A number in [min, max]; text that spells one counts too, as it does in Home Assistant. */
export function numberBetween(min: number, max: number): Field {
  return (value) => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && number >= min && number <= max ? number : undefined;
  };
}

/** A list of as many numbers as there are ranges, each inside its own. */
export function numbersWithin(...ranges: readonly (readonly [min: number, max: number])[]): Field {
  const fields = ranges.map(([min, max]) => numberBetween(min, max));
  return (value) => {
    if (!Array.isArray(value) || value.length !== fields.length) return undefined;
    const numbers = fields.map((field, index) => field(value[index]));
    return numbers.includes(undefined) ? undefined : (numbers as Json[]);
  };
}

/** One of the given words. */
export function oneOf(...words: readonly string[]): Field {
  return (value) => words.find((word) => word === value);
}

/** Any text. */
export const anyText: Field = (value) => (typeof value === 'string' ? value : undefined);

/** `true` or `false`. */
export const flag: Field = (value) => (typeof value === 'boolean' ? value : undefined);
