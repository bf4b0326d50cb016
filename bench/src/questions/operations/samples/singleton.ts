import type { Environment } from '@hearthgate/kernel';
import { createSingletonGateway, type SingletonOperations } from '@hearthgate/singleton';
import type { Samples } from './sample.ts';

export async function singletonSamples(environment: Environment): Promise<Samples<SingletonOperations>> {
  const { operations } = createSingletonGateway({}, { environment });
  const create = () => ({ open: true });
  let open = operations;
  const ready = async () => {
    await operations.resetAll();
    operations.register({ key: 'pool', create });
    await operations.get({ key: 'pool' });
  };
  await ready();
  let made = 0;
  return {
    register: {
      before: () => {
        open = createSingletonGateway({}, { environment }).operations;
      },
      maxCalls: 500,
      run: () => {
        made += 1;
        open.register({ key: `pool-${made}`, create });
      },
    },
    get: { before: ready, run: () => operations.get({ key: 'pool' }) },
    has: () => operations.has({ key: 'pool' }),
    reset: () => operations.reset({ key: 'absent' }),
    resetAll: () => operations.resetAll(),
    executeOnce: () => operations.executeOnce({ key: 'warm-up', run: () => 7 }),
    cleanup: { before: ready, run: () => operations.cleanup({ idleMs: 60_000 }) },
    optimizeMemory: () => operations.optimizeMemory(),
    healthCheck: { before: ready, run: () => operations.healthCheck() },
    list: () => operations.list(),
    getStatus: () => operations.getStatus(),
  };
}
