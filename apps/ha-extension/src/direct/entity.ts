import { isObject, type JsonObject } from '../bridge/json.ts';

/** One entity as `GET /api/states/<entity_id>` shows it. */
export interface Entity {
  readonly id: string;
  /** What stands before the dot of its id. */
  readonly domain: string;
  readonly state: string;
  readonly attributes: JsonObject;
}

const ENTITY_ID = /^([\da-z_]+)\.[\da-z_]+$/;

/** The entity in a state of the home; undefined when it is none. */
export function readEntity(value: unknown): Entity | undefined {
  if (!isObject(value) || typeof value.entity_id !== 'string' || typeof value.state !== 'string') return undefined;
  const [id, domain] = ENTITY_ID.exec(value.entity_id) ?? [];
  if (id === undefined || domain === undefined) return undefined;
  return { id, domain, state: value.state, attributes: isObject(value.attributes) ? value.attributes : {} };
}

/** The id under which Alexa knows an entity, as Home Assistant itself makes it: its ids may have no dot. */
export function endpointIdOf({ id }: Entity): string {
  return id.replace('.', '#');
}

/** Id and domain of the entity behind an endpoint's id; undefined when no entity can have it. */
export function entityIdOf(endpointId: unknown): Pick<Entity, 'id' | 'domain'> | undefined {
  const [id, domain] = typeof endpointId === 'string' ? (ENTITY_ID.exec(endpointId.replace('#', '.')) ?? []) : [];
  return id === undefined || domain === undefined ? undefined : { id, domain };
}

/** What Alexa cannot say in a name, as Home Assistant leaves it out. */
const UNSPEAKABLE = /[}{\\/|"()[\]+~!><*%]/g;

/** What people call the entity. */
export function nameOf({ id, attributes }: Entity): string {
  const given = typeof attributes.friendly_name === 'string' ? attributes.friendly_name : '';
  const name = given.replace(UNSPEAKABLE, '').replace(/\s+/g, ' ').trim();
  return name === '' ? id.slice(id.indexOf('.') + 1).replaceAll('_', ' ') : name;
}

/** Whether the home itself cannot reach it. */
export function isUnavailable({ state }: Entity): boolean {
  return state === 'unavailable';
}

/** Whether the home knows how it is. */
export function isKnown({ state }: Entity): boolean {
  return state !== 'unavailable' && state !== 'unknown';
}

/** A numeric attribute; undefined when it is absent or null, as brightness is while a light is off. */
export function numberOf({ attributes }: Entity, name: string): number | undefined {
  const value = attributes[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function textOf({ attributes }: Entity, name: string): string | undefined {
  const value = attributes[name];
  return typeof value === 'string' ? value : undefined;
}

/** The strings of a list attribute; empty when there is none. */
export function stringsOf({ attributes }: Entity, name: string): readonly string[] {
  const value = attributes[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** Whether all bits of a feature are in `supported_features`. */
export function supports(entity: Entity, feature: number): boolean {
  return ((numberOf(entity, 'supported_features') ?? 0) & feature) === feature;
}
