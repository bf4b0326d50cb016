import type { CacheOperations, CachePreloadReport } from '@hearthgate/contracts';
import { type Call, GatewayError, hasCode, type OperationTable } from '@hearthgate/kernel';
import { createBackup, readBackup } from '../backup.ts';
import { cacheSettings } from '../options.ts';
import { checkList } from '../params.ts';
import type { CachePorts } from '../ports.ts';
import type { CacheState } from '../state.ts';
import { cacheStats, tierTroubles } from '../stats.ts';
import { preload } from '../use/preload.ts';

type CareOperations = Pick<
  CacheOperations,
  | 'getKeys'
  | 'preload'
  | 'cleanupExpired'
  | 'optimizeMemory'
  | 'backup'
  | 'restore'
  | 'getStats'
  | 'getStatus'
  | 'configure'
>;

const DEFAULT_KEY_LIMIT = 1_000;
/** From this share of the function's memory on, live entries are dropped too. */
const PRESSURE_RATIO = 0.85;
const PRELOAD_TIMEOUT_MS = 3_000;

/** The operations on the cache as a whole. */
export function careOperations(state: CacheState): OperationTable<CareOperations, CachePorts> {
  const { cache, tiers } = state;
  const { memory } = cache;

  return {
    getKeys: async (params, call) => {
      const { prefix = '', tag, limit = DEFAULT_KEY_LIMIT } = params ?? {};
      const keys = new Set<string>();
      const add = (entry: Parameters<CacheState['serves']>[0]) => {
        if (!state.serves(entry) || !entry.key.startsWith(prefix)) return;
        if (tag === undefined || entry.tags.includes(tag)) keys.add(entry.key);
      };
      for (const entry of memory.entries()) add(entry);
      const { temp } = tiers;
      const context = state.contextOf(call);
      const files = temp === undefined || keys.size >= limit ? undefined : await tiers.openTempStore(context);
      for await (const text of files?.texts() ?? []) add(await temp?.entryOf(text, context));
      return [...keys].filter((key) => !key.startsWith('\u0000')).slice(0, limit);
    },

    preload: async (params, call) => {
      const { when = 'now', keys, load, limit } = params ?? {};
      if (keys !== undefined) checkList(keys, 'preload', 'keys');
      if (load !== undefined && typeof load !== 'function') {
        throw new GatewayError(
          'KERNEL_INVALID_PARAMS',
          'load of cache.preload is a function that makes the value of a key.',
        );
      }
      const run = () => preload(state, { keys, load, limit }, call);
      return when === 'start' ? runAtStart(run, state, call) : run();
    },

    cleanupExpired: async (_, call) => {
      const removed = memory.dropExpired();
      const files = await tiers.openTempStore(state.contextOf(call));
      return removed + ((await files?.removeExpired().catch(() => 0)) ?? 0);
    },

    optimizeMemory: async (params, call) => {
      const { usedRatio = 0 } = call.peers.initialization.memoryStatus();
      const underPressure = usedRatio >= PRESSURE_RATIO;
      const { size, bytes } = memory;
      memory.dropExpired();
      const targetBytes =
        params?.targetBytes ?? (underPressure ? Math.floor(memory.bytes / 2) : Number.POSITIVE_INFINITY);
      memory.shrinkTo(targetBytes);
      return { entriesDropped: size - memory.size, bytesFreed: bytes - memory.bytes, underPressure };
    },

    backup: async (_, call) => createBackup([...memory.entries()], state.sealing, call.peers.security),

    restore: async ({ data }, call) => {
      let restored = 0;
      for (const entry of await readBackup(data, state.sealing, call.peers.security)) {
        const present = memory.peek(entry.key);
        if (present !== undefined && present.storedAtMs >= entry.storedAtMs) continue;
        if (memory.put(entry).stored) restored += 1;
      }
      return restored;
    },

    getStats: () => cacheStats(state),

    getStatus: () => {
      const reasons = tierTroubles(state);
      return {
        gateway: 'cache',
        state: reasons.length === 0 ? 'healthy' : 'degraded',
        reasons,
        stats: cacheStats(state),
      };
    },

    configure: (params) => {
      const { maxBytes, maxEntryBytes, ...rest } = { ...state.settings, ...withoutUndefined(params) };
      // A bound that was derived from another follows it.
      const largest = params.maxBytes === undefined || params.maxEntryBytes !== undefined ? maxEntryBytes : undefined;
      state.settings = cacheSettings({ ...rest, maxBytes, maxEntryBytes: largest });
      memory.resize(state.settings.maxBytes, state.settings.maxEntryBytes);
      return state.settings;
    },
  };
}

/** Makes it a stage of start-up. When there is none to come, it is done now. */
async function runAtStart(
  run: () => Promise<CachePreloadReport>,
  state: CacheState,
  call: Call<CachePorts>,
): Promise<CachePreloadReport> {
  let running: Promise<CachePreloadReport> | undefined;
  const stage = async () => {
    running = run();
    await running.catch((error: unknown) => {
      call.peers.logging.warning({ message: 'The cache could not be filled ahead of its use.', error });
    });
  };
  const cleanup = () => state.use.save(state.contextOf(call));
  try {
    call.peers.initialization.registerStage({
      name: 'cache.preload',
      run: stage,
      cleanup,
      required: false,
      timeoutMs: PRELOAD_TIMEOUT_MS,
    });
  } catch (error) {
    if (!hasCode(error, 'INITIALIZATION_ALREADY_STARTED')) throw error;
    return run();
  }
  return running ?? { state: 'scheduled', loaded: 0, made: 0, missing: 0 };
}

function withoutUndefined<Params extends object>(params: Params): Partial<Params> {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined)) as Partial<Params>;
}
