import { isObject, type JsonObject } from '../../bridge/json.ts';
import type { HomeEntity } from '../home-api.ts';
import type { Mode } from '../modes.ts';

/** A directive to an entity, and what becomes of the entity. */
export interface Step {
  readonly name: string;
  readonly payload: JsonObject;
  /** Namespace and name of the answer; default `Alexa Response`. */
  readonly answer?: string;
  /** Whether the home's own state is as the directive wants it. Without it nothing is to be seen, and `unseen` says why. */
  readonly isReached?: (now: HomeEntity, before: HomeEntity) => boolean;
  readonly unseen?: string;
  /** An error that the home itself may answer instead, because of a defect of its own in some releases, and which. */
  readonly refusal?: { readonly type: string; readonly defect: string };
}

/** One capability of a discovered device. */
export interface Capability {
  readonly interface: string;
  /** Of range, mode and toggle controllers. */
  readonly instance: string;
  readonly configuration: JsonObject;
  readonly all: JsonObject;
}

/** The steps for a capability of an entity as it is before the first of them. */
export type Steps = (capability: Capability, entity: HomeEntity, mode: Mode) => readonly Step[];

export function near(value: unknown, wanted: number, tolerance: number): boolean {
  return typeof value === 'number' && Math.abs(value - wanted) <= tolerance;
}

export function numberOf(value: unknown, otherwise: number): number {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : otherwise;
}

export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function domainOf({ entity_id }: HomeEntity): string {
  return entity_id.split('.')[0] ?? '';
}

/** Whether an entity has a feature, one of the bits of its domain's `EntityFeature`. */
export function supports({ attributes }: HomeEntity, feature: number): boolean {
  return (numberOf(attributes.supported_features, 0) & feature) !== 0;
}

/** A step whose end is that the state is one of these. */
export function toState(name: string, payload: JsonObject, ...states: readonly string[]): Step {
  return { name, payload, isReached: ({ state }) => states.includes(state) };
}

/** A step whose end is that an attribute has a value. */
export function toAttribute(name: string, payload: JsonObject, attribute: string, value: unknown): Step {
  return { name, payload, isReached: ({ attributes }) => attributes[attribute] === value };
}

/** A step whose end is that a numeric attribute is about this. */
export function toNumber(
  name: string,
  payload: JsonObject,
  attribute: string,
  value: number,
  tolerance: number = 0.01,
): Step {
  return { name, payload, isReached: ({ attributes }) => near(attributes[attribute], value, tolerance) };
}
