import { askHome, type HomeQuestion } from '../bridge/ask-home.ts';
import { type FailureKind, HomeFailure } from '../bridge/failure.ts';
import { isObject } from '../bridge/json.ts';
import type { ExtensionState, Turn } from '../extension-parts.ts';
import type { DirectHome } from './direct-home.ts';
import { scaleOfUnit } from './domains/temperature.ts';
import { type Entity, readEntity } from './entity.ts';
import type { Scale, ServiceCall } from './face.ts';
import { sayCommands } from './registry/commands.ts';

const SCALE_TTL_MS = 3_600_000;
/** With the margin of the deadline in it: a proxy that keeps upgrades waiting must not cost the answer of the home. */
const WEBSOCKET_MS = 3_500;

/** The home as one message may ask it, with the tokens that may be sent for its sender. Throws `HomeFailure`. */
export interface HomeDoor {
  /** Every entity. */
  states(): Promise<readonly Entity[]>;
  /** Undefined when there is no such entity. */
  state(id: string): Promise<Entity | undefined>;
  /** Calls a service for the entity; answers it as it is then, undefined when the home did not see it change. */
  call(call: ServiceCall, id: string): Promise<Entity | undefined>;
  /** The scale of the home's temperatures. It hardly ever changes, so it is asked for once an hour. */
  scale(): Promise<Scale>;
  /** The results of commands of the websocket, undefined for those that the home refuses or does not know. */
  command(types: readonly string[]): Promise<readonly unknown[]>;
}

export interface DoorOptions extends Pick<HomeQuestion, 'ownToken' | 'toleratesSlow'> {
  /** Is told before the home is asked to do something; all else only reads. */
  readonly onCall?: (() => void) | undefined;
}

export function createHomeDoor(
  parts: ExtensionState,
  home: DirectHome,
  turn: Turn,
  { onCall, ...asked }: DoorOptions,
): HomeDoor {
  const ask = (question: Omit<HomeQuestion, 'ownToken'>, within: Turn = turn) =>
    askHome(parts, home, within, { ...asked, ...question });
  const { cache } = parts.gateways;
  /** An entity that is not there is answered as an address that is not there is, but for this one. */
  const requireApi = async () => {
    if (home.mode === 'diagnostics') return;
    await ask({ method: 'GET', path: '/api/' }).catch((error) => {
      throw hasKind(error, 'not-found') ? noApi('GET /api/', error) : error;
    });
  };
  return {
    async states() {
      const states = await ask({ method: 'GET', path: '/api/states' }).catch((error) => {
        throw hasKind(error, 'not-found') ? noApi('GET /api/states', error) : error;
      });
      if (!Array.isArray(states)) throw new HomeFailure('unexpected-answer', 'GET /api/states answered no list');
      return entitiesIn(states);
    },
    async state(id) {
      try {
        const entity = readEntity(await ask({ method: 'GET', path: `/api/states/${id}` }));
        if (entity?.id === id) return entity;
      } catch (error) {
        if (!hasKind(error, 'not-found')) throw error;
        await requireApi();
        return undefined;
      }
      throw new HomeFailure('unexpected-answer', 'GET /api/states/<id> answered no state of it');
    },
    async call({ domain, service, data }, id) {
      const path = `/api/services/${domain}/${service}`;
      onCall?.();
      // Every change that the call made, in order: a lock may be locking, and then jammed
      // (homeassistant/components/api/__init__.py, `APIDomainServicesView`).
      const changed = await ask({ path, body: { entity_id: id, ...data } });
      return entitiesIn(Array.isArray(changed) ? changed : []).findLast((entity) => entity.id === id);
    },
    async scale() {
      return cache.operations.getOrSet({
        key: `home-assistant scale ${home.name} ${home.url}`,
        scope: 'memory',
        ttlMs: SCALE_TTL_MS,
        create: async () => scaleIn(await ask({ method: 'GET', path: '/api/config' })),
      });
    },
    async command(types) {
      const { clock } = parts.environment;
      const endsAtMs = clock.now() + WEBSOCKET_MS;
      const remainingMs = () => Math.min(turn.remainingMs(), endsAtMs - clock.now());
      const question = { path: '/api/websocket', talk: sayCommands(types), toleratesSlow: true };
      const results = await ask(question, { ...turn, remainingMs });
      return Array.isArray(results) ? results : [];
    },
  };
}

export function hasKind(error: unknown, ...kinds: readonly FailureKind[]): boolean {
  return error instanceof HomeFailure && kinds.includes(error.kind);
}

function noApi(what: string, cause: unknown): HomeFailure {
  return new HomeFailure('no-api', `status 404 on ${what}`, { cause });
}

function entitiesIn(states: readonly unknown[]): readonly Entity[] {
  return states.flatMap((state) => readEntity(state) ?? []);
}

function scaleIn(config: unknown): Scale {
  const units = isObject(config) && isObject(config.unit_system) ? config.unit_system : {};
  const scale = scaleOfUnit(units.temperature);
  if (scale === undefined) throw new HomeFailure('unexpected-answer', 'GET /api/config names no unit of temperature');
  return scale;
}
