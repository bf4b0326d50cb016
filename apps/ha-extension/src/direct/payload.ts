import type { JsonObject } from '../bridge/json.ts';
import { Refusal } from './refusal.ts';

/** A number of a directive's payload. */
export function numberIn(payload: JsonObject, name: string): number {
  const value = payload[name];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new Refusal('INVALID_VALUE', `The directive has no number ${name}.`);
}

/** The same inside its limits. */
export function numberWithin(payload: JsonObject, name: string, min: number, max: number): number {
  const value = numberIn(payload, name);
  if (value >= min && value <= max) return value;
  throw new Refusal('VALUE_OUT_OF_RANGE', `${name} is ${value}, not from ${min} to ${max}.`, {
    validRange: { minimumValue: min, maximumValue: max },
  });
}

export function flagIn(payload: JsonObject, name: string): boolean {
  const value = payload[name];
  if (typeof value === 'boolean') return value;
  throw new Refusal('INVALID_VALUE', `The directive does not say whether ${name}.`);
}

export function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
