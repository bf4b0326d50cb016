import type { GenericOperation, HealthCheckItem, SingletonGateway, SingletonOperations } from '@hearthgate/contracts';
import { type Call, createEnvironment, createGateway, GatewayError, standalone, type Wiring } from '@hearthgate/kernel';
import { endedCount, withCycleCode } from './failure.ts';
import { checkInstances, reportOf } from './health.ts';
import { createLifeReport } from './life-report.ts';
import { Once } from './once.ts';
import { checkDuration, checkFunction, checkKey, checkObject, checkRatio, definitionOf } from './params.ts';
import { aloneIn, type SingletonPorts } from './ports.ts';
import { PRESSURE_SHARE, Registry } from './registry.ts';
import { WorkGraph } from './work-graph.ts';

/** How a singleton gateway is made. */
export interface SingletonOptions {
  /** From which share of the memory limit on idle instances end early: above 0, at most 1. Default 0.85. */
  readonly memoryPressureRatio?: number | undefined;
}

const CHECK_TIMEOUT_MS = 1_000;

/**
 * Instances that live as long as the gateway, which in a Lambda is as long as the execution environment. The gateway
 * itself ends, with all of them, by `await using` or its `Symbol.asyncDispose`.
 *
 * @throws GatewayError `SINGLETON_INVALID_OPTIONS`
 */
export function createSingletonGateway(
  options: SingletonOptions = {},
  wiring: Wiring<SingletonPorts> = {},
): SingletonGateway & AsyncDisposable {
  const { memoryPressureRatio = 0.85 } = options;
  checkRatio(memoryPressureRatio, 'memoryPressureRatio');
  const environment = wiring.environment ?? createEnvironment();
  const graph = new WorkGraph();
  const registry = new Registry<Call<SingletonPorts>>(graph, environment.clock, createLifeReport(memoryPressureRatio));
  const once = new Once(graph);

  const gateway = createGateway<SingletonOperations, SingletonPorts>(
    {
      name: 'singleton',
      alone: aloneIn(environment),
      operations: {
        register: (params) => {
          checkKey(params.key);
          const definition = definitionOf(params, 'register');
          if (definition === undefined) return checkFunction(undefined, 'register', 'create');
          if (registry.register(params.key, definition)) return;
          const message = `${JSON.stringify(params.key)} is taken; reset it first or choose another key.`;
          throw new GatewayError('SINGLETON_ALREADY_REGISTERED', message);
        },

        get: {
          passesErrors: true,
          run: async (params, call) => {
            checkObject(params, 'get');
            const { key } = params;
            checkKey(key);
            const definition = definitionOf(params, 'get');
            const slot = registry.slotFor(key, definition);
            if (slot === undefined) {
              const message = `Nothing makes ${JSON.stringify(key)}; register it or pass create.`;
              throw new GatewayError('SINGLETON_NOT_REGISTERED', message);
            }
            return registry.get(slot, definition, call).catch(rethrow) as never;
          },
        },

        has: ({ key }) => {
          checkKey(key);
          return registry.has(key);
        },

        reset: async ({ key }, call) => {
          checkKey(key);
          const ending = await registry.reset(key, call).catch(rethrow);
          if (!ending.ended && ending.failure !== undefined) return rethrow(ending.failure.error);
          return endedCount([{ key, ...ending }]) > 0;
        },

        resetAll: async (_, call) => endedCount(await registry.resetAll(call).catch(rethrow)),

        executeOnce: {
          passesErrors: true,
          run: async (params) => {
            checkObject(params, 'executeOnce');
            checkKey(params.key);
            checkFunction(params.run, 'executeOnce', 'run');
            return once.execute(params.key, params.run).catch(rethrow) as never;
          },
        },

        cleanup: async (params, call) => {
          const idleMs = params?.idleMs;
          if (idleMs !== undefined) checkDuration(idleMs, 'idleMs', 0);
          return endedCount(await registry.endIdle(call, 1, idleMs).catch(rethrow));
        },

        optimizeMemory: async (_, call) => {
          const { usedRatio } = call.peers.initialization.memoryStatus();
          // Whoever asks for room where the limit is not known has a reason.
          const isShort = usedRatio === undefined || usedRatio >= memoryPressureRatio;
          return endedCount(await registry.endIdle(call, isShort ? PRESSURE_SHARE : 1).catch(rethrow));
        },

        healthCheck: async (params, { peers }) => {
          const timeoutMs = params?.timeoutMs ?? CHECK_TIMEOUT_MS;
          checkDuration(timeoutMs, 'timeoutMs');
          const tell = (error: unknown) => peers.security.sanitizeError({ error }).message;
          const failed = registry.failures().map(([name, reason]): HealthCheckItem => {
            return { name, state: 'degraded', detail: `could not be made: ${reason}` };
          });
          const checked = await checkInstances(registry.ready(), timeoutMs, environment.clock, tell);
          return reportOf([...checked, ...failed]);
        },

        list: () => registry.list(),

        getStatus: () => {
          const reasons = registry.failures().map(([key, reason]) => `${key} could not be made: ${reason}`);
          const instances = registry.list().filter(({ state }) => state === 'ready').length;
          return { gateway: 'singleton', state: reasons.length === 0 ? 'healthy' : 'degraded', reasons, instances };
        },
      },
    },
    { ...wiring, environment },
  );
  const end = async () => void (await gateway.operations.resetAll());
  return Object.assign(gateway, { [Symbol.asyncDispose]: end });
}

function rethrow(error: unknown): never {
  throw withCycleCode(error);
}

/** The singleton generic operation, on a gateway that is made at the first call. */
export const genericSingletonOperation: GenericOperation<SingletonOperations> = standalone(() =>
  createSingletonGateway(),
);
