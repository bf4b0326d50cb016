import type { CacheEntry, CacheOperations, CacheScope, CacheSetParams } from '@hearthgate/contracts';
import { type Call, GatewayError, type OperationTable } from '@hearthgate/kernel';
import { ABSENT, createEntry } from '../entry.ts';
import { type Request, requestOf, servedValue } from '../get-or-set.ts';
import {
  checkCreate,
  checkCreateTimeout,
  checkDurations,
  checkList,
  checkScope,
  checkTag,
  checkTtl,
  distinctTags,
  storageKey,
} from '../params.ts';
import type { CachePorts } from '../ports.ts';
import type { CacheState } from '../state.ts';
import type { TierPlan } from '../tiers/tier-set.ts';

type EntryOperations = Pick<
  CacheOperations,
  | 'get'
  | 'set'
  | 'delete'
  | 'has'
  | 'expire'
  | 'getTtl'
  | 'getOrSet'
  | 'bulkGet'
  | 'bulkSet'
  | 'bulkDelete'
  | 'invalidateTag'
  | 'clear'
>;

/** The operations on entries by their keys and tags. */
export function entryOperations(state: CacheState): OperationTable<EntryOperations, CachePorts> {
  const { cache, making, tiers } = state;

  const planFor = (scope: CacheScope | undefined): TierPlan => {
    checkScope(scope);
    return tiers.planFor(scope);
  };

  /** Entries that can be served, from whichever tier; as lookups when they are counted. */
  const lookUp = async (keys: readonly string[], plan: TierPlan, call: Call<CachePorts>) => {
    const entries: (CacheEntry | undefined)[] = keys.map((key) => cache.fresh(key, plan, call.beganAtMs));
    const missing = plan.outer.length === 0 ? [] : entries.flatMap((entry, at) => (state.serves(entry) ? [] : [at]));
    if (missing.length > 0) {
      const keysMissing = missing.map((at) => keys[at] as string);
      const loaded = await cache.load(keysMissing, plan, call);
      for (const [index, at] of missing.entries()) entries[at] = loaded[index];
    }
    return entries.map((entry) => (state.serves(entry) ? entry : undefined));
  };

  /** The entry of one key without counting it, from whichever tier. */
  const find = async (key: string, plan: TierPlan, call: Call<CachePorts>): Promise<CacheEntry | undefined> => {
    const entry = plan.memory ? cache.memory.peek(key) : undefined;
    const found = state.serves(entry) || plan.outer.length === 0 ? entry : (await cache.load([key], plan, call))[0];
    return state.serves(found) ? found : undefined;
  };

  /**
   * The entry of one key, and where it is to be written again. What others share is asked first: an entry that another
   * environment has deleted or invalidated must not come back from what this one still keeps.
   */
  const findToRenew = async (key: string, plan: TierPlan, call: Call<CachePorts>) => {
    const { external } = tiers;
    const isShared = external !== undefined && plan.outer.includes(external);
    const entry = await find(key, isShared ? tiers.planFor('shared') : plan, call);
    if (entry !== undefined) return { entry, plan };
    if (!isShared || !plan.memory) return undefined;
    const near = tiers.planFor('environment');
    const own = await find(key, near, call);
    if (own === undefined) return undefined;
    const isLocal = cache.isLocal(own);
    if (!isLocal && external.health.trouble === undefined) return undefined;
    return { entry: own, plan: { ...near, isLocal } };
  };

  const remove = (keys: readonly string[], call: Call<CachePorts>): Promise<number> => {
    for (const key of keys) making.supersede(key);
    return cache.remove(keys, tiers.planFor(undefined), call);
  };

  /** Checks everything before anything is stored; answers what stores it. */
  const prepare = (params: CacheSetParams, call: Call<CachePorts>): (() => Promise<void>) => {
    const { value, ttlMs, staleMs, graceMs, tags, scope } = params;
    const { settings } = state;
    const key = storageKey(params.key, call.peers);
    if (value === undefined) {
      const message = 'undefined means a miss and cannot be stored; store null, or delete the key.';
      throw new GatewayError('CACHE_VALUE_UNDEFINED', message);
    }
    checkTtl(ttlMs);
    checkDurations(staleMs, graceMs);
    const plan = planFor(scope);
    const keepMs = Math.max(staleMs ?? settings.staleMs, graceMs ?? settings.graceMs);
    const distinct = distinctTags(tags);
    return () => {
      making.supersede(key);
      const entry = { key, value, ttlMs: ttlMs ?? settings.defaultTtlMs, keepMs, tags: distinct };
      return cache.store(createEntry({ ...entry, storedAtMs: state.now() }), plan, call);
    };
  };

  /** The answer of `get` with what was found, which is counted. */
  const served = (entry: CacheEntry | undefined, key: string, stored: string, call: Call<CachePorts>) => {
    const isHit = entry !== undefined && entry.value !== ABSENT;
    state.account(isHit, call);
    state.noteUse(stored, call);
    if (!isHit) return undefined;
    return (stored === key ? entry : { ...entry, key }) as CacheEntry<never>;
  };

  /** Makes a value that is not in memory, or gets it from wherever it is. */
  const make = async (request: Request, call: Call<CachePorts>): Promise<never> => {
    try {
      const running = making.run(request, call);
      const answer = running instanceof Promise ? await running : running;
      state.accountFor(answer, call);
      return answer.value as never;
    } catch (error) {
      state.account(false, call);
      throw error;
    }
  };

  return {
    get: {
      prompt: true,
      run: ({ key, scope }, call) => {
        const stored = storageKey(key, call.peers);
        const plan = planFor(scope);
        const entry = cache.fresh(stored, plan, call.beganAtMs);
        if (entry !== undefined || plan.outer.length === 0) return served(entry, key, stored, call);
        return cache.load([stored], plan, call).then(([loaded]) => {
          return served(state.serves(loaded) ? loaded : undefined, key, stored, call);
        });
      },
    },

    set: async (params, call) => prepare(params, call)(),

    delete: async ({ key }, call) => (await remove([storageKey(key, call.peers)], call)) > 0,

    has: async ({ key, scope }, call) => {
      const entry = await find(storageKey(key, call.peers), planFor(scope), call);
      return entry !== undefined;
    },

    expire: async ({ key, ttlMs, scope }, call) => {
      const stored = storageKey(key, call.peers);
      if (ttlMs === undefined)
        throw new GatewayError('CACHE_INVALID_TTL', 'expire takes ttlMs, positive milliseconds.');
      checkTtl(ttlMs);
      const read = () => findToRenew(stored, planFor(scope), call);
      return cache.rewrite(stored, read, ({ entry, plan }) => {
        const { value, tags, expiresAtMs = 0, staleUntilMs = expiresAtMs } = entry;
        const keepMs = staleUntilMs - expiresAtMs;
        making.supersede(stored);
        const renewed = createEntry({ key: stored, value, tags, storedAtMs: state.now(), ttlMs, keepMs });
        return cache.store(renewed, plan, call);
      });
    },

    getTtl: async ({ key, scope }, call) => {
      const entry = await find(storageKey(key, call.peers), planFor(scope), call);
      if (entry === undefined) return undefined;
      return entry.expiresAtMs === undefined ? Number.POSITIVE_INFINITY : entry.expiresAtMs - state.now();
    },

    getOrSet: {
      prompt: true,
      passesErrors: true,
      run: (params, call) => {
        checkCreate(params);
        const { ttlMs, staleMs, graceMs, graceAfterMs, absentTtlMs, maxTtlMs, createTimeoutMs, scope } = params;
        const key = storageKey(params.key, call.peers);
        checkTtl(ttlMs);
        checkTtl(maxTtlMs, 'maxTtlMs');
        checkDurations(staleMs, graceMs, graceAfterMs, absentTtlMs);
        checkCreateTimeout(createTimeoutMs);
        const plan = planFor(scope);
        const tags = distinctTags(params.tags);
        state.noteUse(key, call);
        const entry = cache.fresh(key, plan, call.beganAtMs);
        if (entry !== undefined) {
          state.account(true, call);
          return servedValue(entry) as never;
        }
        return make(requestOf(params, key, tags, plan, state.settings), call);
      },
    },

    bulkGet: async ({ keys, scope }, call) => {
      checkList(keys, 'bulkGet', 'keys');
      const stored = keys.map((key) => storageKey(key, call.peers));
      const entries = await lookUp(stored, planFor(scope), call);
      return entries.map((entry, at) => {
        state.account(entry !== undefined, call);
        state.noteUse(stored[at] as string, call);
        return (
          entry === undefined || stored[at] === keys[at] ? entry : { ...entry, key: keys[at] }
        ) as CacheEntry<never>;
      });
    },

    bulkSet: async ({ entries }, call) => {
      checkList(entries, 'bulkSet', 'entries');
      const prepared = entries.map((entry) => prepare(entry, call));
      await Promise.all(prepared.map((store) => store()));
    },

    bulkDelete: async ({ keys }, call) => {
      checkList(keys, 'bulkDelete', 'keys');
      return remove([...new Set(keys.map((key) => storageKey(key, call.peers)))], call);
    },

    invalidateTag: async ({ tag }, call) => {
      checkTag(tag);
      making.flights.supersedeTag(tag);
      return cache.invalidateTag(tag, tiers.planFor(undefined), call);
    },

    clear: async (_, call) => {
      making.flights.supersedeAll();
      cache.memory.clear();
      // For the room on the disk; what counts is that the tiers are invalidated afterwards.
      const files = await tiers.openTempStore(state.contextOf(call));
      await files?.removeAll().catch(() => undefined);
      await cache.clear(tiers.planFor(undefined), call);
    },
  };
}
