import type { EntityState } from '../entity.ts';
import type { Json, JsonObject } from '../json.ts';
import type { ServiceCall } from '../services/service-call.ts';
import { unknownError } from './alexa-error.ts';

/** A directive as its handler sees it. */
export interface DirectiveCall {
  readonly entity: EntityState;
  readonly payload: JsonObject;
  readonly instance: string | undefined;
  /** The moment of the reply, as Alexa writes times. */
  readonly time: string;
}

/** The event of a reply. */
export interface DirectiveEvent {
  readonly namespace: string;
  readonly name: string;
  readonly payload: JsonObject;
}

/** What a handler decides; it changes nothing itself. */
export interface DirectiveOutcome {
  readonly calls: readonly ServiceCall[];
  /** Names of properties that the reply vouches for; they come first in its context. */
  readonly confirmed?: readonly string[];
  /** The event, where it is not `Alexa` / `Response`. */
  readonly event?: DirectiveEvent;
}

/** One of Amazon's capability interfaces: what an endpoint shows of it and how its directives are carried out. */
export interface AlexaInterface {
  /** For instance `Alexa.PowerController`. */
  readonly name: string;
  /** For interfaces that an endpoint can have several times. */
  readonly instance?: string;
  /** Names of the properties that the entity reports, in order. */
  readonly supported?: (entity: EntityState) => readonly string[];
  /** The value of a property now, or `undefined` when there is none to report. */
  readonly read?: (entity: EntityState, property: string) => Json | undefined;
  /** Further members of the capability in discovery. */
  readonly discovery?: (entity: EntityState) => JsonObject;
  /** Handlers by directive name; they throw `AlexaError` to be answered with one. */
  readonly directives?: Readonly<Record<string, (call: DirectiveCall) => DirectiveOutcome>>;
}

/** A call of a service of the entity's own domain. */
export function serviceCall(entity: EntityState, service: string, data: JsonObject = {}): ServiceCall {
  const [domain = ''] = entity.entity_id.split('.');
  return { domain, service, data: { entity_id: entity.entity_id, ...data } };
}

/** A handler that makes one call without data. */
export function callOf(service: string): (call: DirectiveCall) => DirectiveOutcome {
  return ({ entity }) => ({ calls: [serviceCall(entity, service)] });
}

/** @throws {AlexaError} `INTERNAL_ERROR` when the payload has no such number; Home Assistant stumbles there likewise. */
export function numberIn(payload: JsonObject, member: string): number {
  const value = payload[member];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw unknownError();
  return number;
}

/** @throws {AlexaError} `INTERNAL_ERROR` when the payload has no such flag. */
export function flagIn(payload: JsonObject, member: string): boolean {
  const value = payload[member];
  if (typeof value !== 'boolean') throw unknownError();
  return value;
}
