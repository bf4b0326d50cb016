import { createInitializationGateway, type InitializationOperations } from '@hearthgate/initialization';
import type { Environment } from '@hearthgate/kernel';
import { z } from 'zod';
import type { Samples } from './sample.ts';

export async function initializationSamples(environment: Environment): Promise<Samples<InitializationOperations>> {
  const create = () =>
    createInitializationGateway(
      { sources: { secrets: async () => ({ pin: 'open-sesame' }) }, shutdownHost: { onSigterm() {}, end() {} } },
      { environment },
    ).operations;
  const operations = create();
  let open = create();
  const schema = z.looseObject({});
  operations.registerStage({ name: 'nothing', run() {} });
  await operations.lambdaInit();
  await operations.getConfig({ name: 'any', schema });
  let made = 0;
  return {
    registerStage: {
      before: () => {
        open = create();
      },
      maxCalls: 200,
      run: () => {
        made += 1;
        open.registerStage({ name: `stage-${made}`, run() {} });
      },
    },
    lambdaInit: () => operations.lambdaInit(),
    getStages: () => operations.getStages(),
    getConfig: () => operations.getConfig({ name: 'any', schema }),
    reloadConfig: () => operations.reloadConfig(),
    getSecret: () => operations.getSecret({ name: 'pin' }),
    watchShutdown: () => operations.watchShutdown(),
    environmentStatus: () => operations.environmentStatus(),
    memoryStatus: () => operations.memoryStatus(),
    healthCheck: () => operations.healthCheck(),
    lambdaCleanup: () => open.lambdaCleanup(),
    getStatus: () => operations.getStatus(),
  };
}
