import type { JsonObject } from '../bridge/json.ts';
import type { Entity } from './entity.ts';

/** A call as `POST /api/services/<domain>/<service>` makes it, for one entity. */
export interface ServiceCall {
  readonly domain: string;
  readonly service: string;
  /** Without the entity's id. */
  readonly data: JsonObject;
}

/** What a directive does. */
export interface Effect {
  /** In order; none when there is nothing to do. */
  readonly calls: readonly ServiceCall[];
  /**
   * Properties of the interface as they are once the home has taken the calls. A lock, a cover or a thermostat says so
   * itself only when it has finished, which Alexa would hear as a refusal.
   */
  readonly confirms?: Readonly<Record<string, unknown>>;
  /** Whether what the entity is afterwards says otherwise than `confirms`. */
  readonly failed?: (after: Entity) => boolean;
  /** The error of Alexa's when the home refuses the calls. Default `INVALID_VALUE`. */
  readonly refusedAs?: string;
}

/** One interface of Alexa's that an entity has, as the entity is now. */
export interface Face {
  /** `Alexa.PowerController`. */
  readonly name: string;
  readonly instance?: string;
  /** Those that it has; the value is undefined when the home does not know it now. */
  readonly properties?: Readonly<Record<string, unknown>>;
  /** Members of the capability beside its properties. */
  readonly capability?: JsonObject;
  /** What each directive does. Throws `Refusal`. */
  readonly directives?: Readonly<Record<string, (payload: JsonObject) => Effect>>;
}

/** How an entity appears to Alexa. */
export interface Appearance {
  readonly category: string;
  readonly faces: readonly Face[];
}

/** The scale of temperatures in a home. */
export type Scale = 'CELSIUS' | 'FAHRENHEIT' | 'KELVIN';

/** How the entities of one domain appear. */
export interface Kind {
  /** Undefined when Alexa has nothing for this one. */
  readonly appear: (entity: Entity, scale: Scale) => Appearance | undefined;
  /** Whether it depends on the scale of the home. */
  readonly usesScale?: true;
}

/** One call of a service of the entity's own domain. */
export function call({ domain }: Entity, service: string, data: JsonObject = {}): ServiceCall {
  return { domain, service, data };
}

/** The effect of one such call. */
export function effect(
  entity: Entity,
  service: string,
  data: JsonObject = {},
  confirms: Readonly<Record<string, unknown>> = {},
): Effect {
  return { calls: [call(entity, service, data)], confirms };
}
