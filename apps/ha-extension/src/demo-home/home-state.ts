import type { EntityState } from './entity.ts';
import type { EntitySeed } from './entity-seed.ts';
import { createUlid, type Random } from './ids.ts';
import type { Json, JsonObject } from './json.ts';
import { stateTime } from './time-format.ts';

/** What is to change in one entity: members left out stay, attributes are merged. */
export interface StateChange {
  readonly state?: string;
  readonly attributes?: JsonObject;
}

/** The home in memory. Everything that alters it goes through `callService`, which is the only caller of `write`. */
export interface HomeState {
  /** Every entity, in the order of declaration. */
  all(): readonly EntityState[];
  find(entityId: string): EntityState | undefined;
  /** The declaration behind an entity: its aliases and, for a scene, its actions. */
  seedOf(entityId: string): EntitySeed | undefined;
  /**
   * Applies a change and answers the new state, or `undefined` when nothing differs or there is no such entity.
   * `last_changed` moves with the state only, `last_updated` with the attributes too.
   */
  write(entityId: string, change: StateChange): EntityState | undefined;
  /** Milliseconds since the epoch. */
  now(): number;
  readonly random: Random;
}

/** A home of the given entities. `clock` answers milliseconds since the epoch, `random` numbers in [0, 1). */
export function createHomeState(seeds: readonly EntitySeed[], clock: () => number, random: Random): HomeState {
  const declared = new Map(seeds.map((seed) => [seed.entityId, seed]));
  const states = new Map<string, EntityState>();

  const context = (): EntityState['context'] => ({ id: createUlid(random, clock()), parent_id: null, user_id: null });

  for (const seed of seeds) {
    const time = stateTime(clock());
    states.set(seed.entityId, {
      entity_id: seed.entityId,
      state: seed.state,
      attributes: seed.attributes,
      last_changed: time,
      last_reported: time,
      last_updated: time,
      context: context(),
    });
  }

  return {
    all: () => [...states.values()],
    find: (entityId) => states.get(entityId),
    seedOf: (entityId) => declared.get(entityId),
    write(entityId, change) {
      const before = states.get(entityId);
      if (before === undefined) return undefined;
      const state = change.state ?? before.state;
      const attributes = { ...before.attributes, ...change.attributes };
      const stateChanged = state !== before.state;
      if (!stateChanged && sameMembers(attributes, before.attributes)) return undefined;
      const time = stateTime(clock());
      const after: EntityState = {
        ...before,
        state,
        attributes,
        last_changed: stateChanged ? time : before.last_changed,
        last_reported: time,
        last_updated: time,
        context: context(),
      };
      states.set(entityId, after);
      return after;
    },
    now: clock,
    random,
  };
}

/** Attributes are flat but for short lists, so comparing their JSON is exact. */
function sameMembers(a: JsonObject, b: JsonObject): boolean {
  const text = (value: Json | undefined): string => JSON.stringify(value ?? null);
  return Object.keys(a).every((key) => text(a[key]) === text(b[key]));
}
