import type { MemoryStatus, Ports } from '@hearthgate/contracts';
import { type Environment, GatewayError } from '@hearthgate/kernel';

/** What the cache asks of its peers. */
export interface CachePorts
  extends Ports<
    'cache',
    {
      singleton: 'get';
      security: 'encryptData' | 'decryptData';
      logging: 'warning';
      metrics: 'recordMetric';
      utility: 'hash';
      initialization: 'registerStage' | 'memoryStatus';
    }
  > {}

/** What stands in for a peer that is missing, or already on the chain of the call. */
export function aloneIn(environment: Environment): CachePorts {
  return {
    // The tier itself keeps what was made, so it is made once all the same.
    singleton: { get: async ({ create }) => create?.() as never },
    security: { encryptData: refuse, decryptData: refuse },
    logging: { warning() {} },
    metrics: { recordMetric() {} },
    // The same hash as utility's, so that a key leads to the same entry whatever the chain.
    utility: {
      hash: ({ value }) => process.getBuiltinModule('node:crypto').hash('sha256', String(value), 'hex'),
    },
    initialization: {
      // There is no start-up to wait for. The stage of the cache keeps its own errors.
      registerStage({ run }) {
        void run();
      },
      memoryStatus: () => memoryStatus(environment),
    },
  };
}

async function refuse(): Promise<never> {
  throw new GatewayError('SECURITY_NO_KEY', 'There is no security gateway here that has a key.');
}

/** As initialization tells it. */
function memoryStatus({ variables }: Environment): MemoryStatus {
  const { rss: residentBytes, heapUsed: heapUsedBytes } = process.memoryUsage();
  const limitBytes = Number(variables.AWS_LAMBDA_FUNCTION_MEMORY_SIZE) * 1024 * 1024;
  if (!(limitBytes > 0)) return { residentBytes, heapUsedBytes };
  return { residentBytes, heapUsedBytes, limitBytes, usedRatio: residentBytes / limitBytes };
}
