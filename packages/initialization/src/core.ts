import type { GenericOperation, InitializationGateway, InitializationOperations } from '@hearthgate/contracts';
import { createEnvironment, createGateway, standalone, type Wiring } from '@hearthgate/kernel';
import { runCleanups } from './cleanup.ts';
import { readConfig } from './config.ts';
import { checkHealth, startupReasons, startupState } from './health.ts';
import { readMemory } from './memory.ts';
import { createAlone, type InitializationPorts } from './ports.ts';
import { Startup } from './startup.ts';
import { reportThrough } from './startup-report.ts';

export interface InitializationOptions {
  /** How AWS started this environment. Default: `AWS_LAMBDA_INITIALIZATION_TYPE`, or `unknown` without it. */
  readonly initializationType?: string | undefined;
}

export function createInitializationGateway(
  options: InitializationOptions = {},
  wiring: Wiring<InitializationPorts> = {},
): InitializationGateway {
  const environment = wiring.environment ?? createEnvironment();
  const { clock, variables } = environment;
  const type = options.initializationType ?? variables.AWS_LAMBDA_INITIALIZATION_TYPE;
  const startup = new Startup(clock, type ?? 'unknown');
  let cleaning: Promise<unknown> = Promise.resolve();

  return createGateway<InitializationOperations, InitializationPorts>(
    {
      name: 'initialization',
      alone: createAlone(environment),
      operations: {
        registerStage: (params) => startup.register(params),
        lambdaInit: async (_, { peers }) => {
          if (startup.begun !== undefined) return startup.begun;
          const run = () => startup.run(reportThrough(peers));
          return peers.singleton.executeOnce({ key: 'initialization:start-up', run });
        },
        lambdaCleanup: async (_, { peers }) => {
          await startup.begun;
          const clean = () =>
            runCleanups(startup.takeCleanups(), clock, (name, error) =>
              peers.logging.log({ level: 'warning', message: `Cleanup of stage "${name}" failed`, error }),
            );
          // One after the other: who calls while another cleans up waits until that has ended.
          const cleaned = cleaning.then(clean);
          cleaning = cleaned;
          return cleaned;
        },
        getStages: () => startup.stages,
        getConfig: async (params, { peers }) => readConfig(params, variables, peers),
        memoryStatus: () => readMemory(variables),
        healthCheck: async () => checkHealth(startup.report, readMemory(variables)),
        getStatus: () => ({
          gateway: 'initialization',
          state: startupState(startup.report),
          reasons: startupReasons(startup.report),
          startup: startup.report,
        }),
      },
    },
    { ...wiring, environment },
  );
}

/** Any operation of a gateway that stands alone, made on first use. */
export const genericInitializationOperation: GenericOperation<InitializationOperations> = standalone(() =>
  createInitializationGateway(),
);
