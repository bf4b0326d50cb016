import type { JsonObject } from './json.ts';

/** One entity as `GET /api/states/<entity_id>` shows it. Times are ISO 8601 with microseconds and `+00:00`. */
export interface EntityState {
  readonly entity_id: string;
  readonly state: string;
  readonly attributes: JsonObject;
  readonly last_changed: string;
  readonly last_reported: string;
  readonly last_updated: string;
  readonly context: { readonly id: string; readonly parent_id: null; readonly user_id: null };
}

/** Bits of `supported_features`, as the light, cover, climate and media player integrations number them. */
export const Feature = {
  LIGHT_TRANSITION: 32,
  COVER_OPEN: 1,
  COVER_CLOSE: 2,
  COVER_SET_POSITION: 4,
  COVER_STOP: 8,
  CLIMATE_TARGET_TEMPERATURE: 1,
  CLIMATE_TARGET_TEMPERATURE_RANGE: 2,
  CLIMATE_PRESET_MODE: 16,
  CLIMATE_TURN_OFF: 128,
  CLIMATE_TURN_ON: 256,
  MEDIA_PAUSE: 1,
  MEDIA_VOLUME_SET: 4,
  MEDIA_VOLUME_MUTE: 8,
  MEDIA_PREVIOUS_TRACK: 16,
  MEDIA_NEXT_TRACK: 32,
  MEDIA_TURN_ON: 128,
  MEDIA_TURN_OFF: 256,
  MEDIA_VOLUME_STEP: 1024,
  MEDIA_STOP: 4096,
  MEDIA_PLAY: 16384,
} as const;

/** The part before the dot: `light` of `light.hallway`. */
export function domainOf(entityId: string): string {
  return entityId.slice(0, Math.max(0, entityId.indexOf('.')));
}

/** What people call the entity. */
export function nameOf(entity: EntityState): string {
  const name = entity.attributes.friendly_name;
  return typeof name === 'string' ? name : entity.entity_id;
}

/** A numeric attribute, or `undefined` when it is absent or `null` (as brightness is while a light is off). */
export function numberOf(entity: EntityState, attribute: string): number | undefined {
  const value = entity.attributes[attribute];
  return typeof value === 'number' ? value : undefined;
}

/** The strings of a list attribute; empty when there is none. */
export function stringsOf(entity: EntityState, attribute: string): readonly string[] {
  const value = entity.attributes[attribute];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** Whether the entity sets a bit of {@link Feature}. */
export function supports(entity: EntityState, feature: number): boolean {
  return ((numberOf(entity, 'supported_features') ?? 0) & feature) !== 0;
}
