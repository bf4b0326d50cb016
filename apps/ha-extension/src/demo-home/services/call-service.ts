import { domainOf, type EntityState } from '../entity.ts';
import type { HomeState } from '../home-state.ts';
import type { Json, JsonObject } from '../json.ts';
import { CLIMATE_SERVICES } from './climate.ts';
import { COVER_SERVICES } from './cover.ts';
import { LIGHT_SERVICES } from './light.ts';
import { LOCK_SERVICES } from './lock.ts';
import { MEDIA_PLAYER_SERVICES } from './media-player.ts';
import { SCENE_SERVICES } from './scene.ts';
import {
  type DomainServices,
  invalidData,
  type Service,
  type ServiceEffect,
  ServiceError,
  ServiceErrorCode,
} from './service.ts';
import type { ServiceCall } from './service-call.ts';
import { SWITCH_SERVICES } from './switch.ts';

// Maps, because the names come from the URL and must not find `constructor`.
const DOMAINS: ReadonlyMap<string, ReadonlyMap<string, Service>> = new Map(
  Object.entries({
    light: LIGHT_SERVICES,
    switch: SWITCH_SERVICES,
    climate: CLIMATE_SERVICES,
    lock: LOCK_SERVICES,
    cover: COVER_SERVICES,
    media_player: MEDIA_PLAYER_SERVICES,
    scene: SCENE_SERVICES,
  } satisfies Record<string, DomainServices>).map(([domain, services]) => [domain, new Map(Object.entries(services))]),
);

/** The domain whose `turn_on`, `turn_off` and `toggle` act on entities of any kind that has them. */
const ANY_DOMAIN = 'homeassistant';
const ANY_DOMAIN_SERVICES: readonly string[] = ['turn_on', 'turn_off', 'toggle'];

/**
 * The one function that changes the home: REST calls, Alexa directives, sentences and scenes all come here.
 * A call is checked for all its entities before anything is written. Entities that do not exist are passed over, as
 * Home Assistant does.
 *
 * @returns each change in order, as Home Assistant answers them: an entity that changed twice is there twice.
 * @throws {ServiceError} `SERVICE_NOT_FOUND` or `INVALID_SERVICE_DATA`.
 */
export function callService(home: HomeState, call: ServiceCall): readonly EntityState[] {
  const changes: EntityState[] = [];
  apply(home, call, changes);
  return changes;
}

function apply(home: HomeState, call: ServiceCall, changes: EntityState[]): void {
  const { entity_id: target, ...data } = call.data;
  if (call.domain === ANY_DOMAIN && ANY_DOMAIN_SERVICES.includes(call.service)) {
    if (Object.keys(data).length > 0) throw invalidData(`${ANY_DOMAIN}.${call.service} takes nothing but entity_id.`);
    for (const [domain, services] of DOMAINS) {
      if (services.has(call.service)) apply(home, { ...call, domain }, changes);
    }
    return;
  }
  const service = DOMAINS.get(call.domain)?.get(call.service);
  if (service === undefined) {
    throw new ServiceError(ServiceErrorCode.SERVICE_NOT_FOUND, `There is no service ${call.domain}.${call.service}.`);
  }
  const fields = readFields(service, data);
  const effects = targets(home, call.domain, target).map((entity): [string, ServiceEffect] => {
    const surroundings = { seed: home.seedOf(entity.entity_id), nowMs: home.now() };
    return [entity.entity_id, service.effect(entity, fields, surroundings)];
  });
  for (const [entityId, effect] of effects) {
    const changed = home.write(entityId, effect);
    if (changed !== undefined) changes.push(changed);
    for (const next of effect.calls ?? []) apply(home, next, changes);
  }
}

/** The entities of the domain that `entity_id` names: one, several (a list or with commas) or "all". */
function targets(home: HomeState, domain: string, target: Json | undefined): readonly EntityState[] {
  const wanted = typeof target === 'string' ? target.split(',').map((part) => part.trim()) : target;
  if (!Array.isArray(wanted) || wanted.length === 0 || !wanted.every((id) => typeof id === 'string' && id !== '')) {
    throw invalidData('entity_id must name at least one entity, or be "all".');
  }
  const all = wanted.includes('all');
  return home.all().filter(({ entity_id: id }) => domainOf(id) === domain && (all || wanted.includes(id)));
}

function readFields(service: Service, data: JsonObject): JsonObject {
  const fields = new Map(Object.entries(service.fields ?? {}));
  const read: Record<string, Json> = {};
  for (const [key, value] of Object.entries(data)) {
    const result = value === undefined ? undefined : fields.get(key)?.(value);
    if (result === undefined) throw invalidData(`"${key}" is not a field of this service, or its value does not fit.`);
    read[key] = result;
  }
  return read;
}
