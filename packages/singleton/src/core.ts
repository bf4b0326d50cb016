import type { GenericOperation, SingletonGateway, SingletonOperations } from '@hearthgate/contracts';
import { type Call, createEnvironment, createGateway, GatewayError, standalone, type Wiring } from '@hearthgate/kernel';
import { endedCount, withCycleCode } from './failure.ts';
import { lifeReport } from './life-report.ts';
import { Once } from './once.ts';
import { checkFunction, checkKey, checkObject, definitionOf } from './params.ts';
import { aloneIn, type SingletonPorts } from './ports.ts';
import { Registry } from './registry.ts';
import { WorkGraph } from './work-graph.ts';

/** How a singleton gateway is made: there is nothing to choose yet. */
export type SingletonOptions = Readonly<Record<string, never>>;

/** Instances that live as long as the gateway, which in a Lambda is as long as the execution environment. */
export function createSingletonGateway(
  _options: SingletonOptions = {},
  wiring: Wiring<SingletonPorts> = {},
): SingletonGateway {
  const environment = wiring.environment ?? createEnvironment();
  const graph = new WorkGraph();
  const registry = new Registry<Call<SingletonPorts>>(graph, environment.clock, lifeReport);
  const once = new Once(graph);

  return createGateway<SingletonOperations, SingletonPorts>(
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
}

function rethrow(error: unknown): never {
  throw withCycleCode(error);
}

/** The singleton generic operation, on a gateway that is made at the first call. */
export const genericSingletonOperation: GenericOperation<SingletonOperations> = standalone(() =>
  createSingletonGateway(),
);
