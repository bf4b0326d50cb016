import type { GatewayName } from '@hearthgate/contracts';
import type { Environment } from '@hearthgate/kernel';
import { type Comparison, compare } from '../../measure/compare.ts';
import type { Question, Table } from '../../result.ts';
import { startServer } from '../http/server.ts';
import { insideInvocation } from '../inside-invocation.ts';
import { turnOnAnswer } from '../invocation/smart-home.ts';
import { cacheSamples } from './samples/cache.ts';
import { breakerSamples } from './samples/circuit-breaker.ts';
import { httpSamples } from './samples/http-client.ts';
import { initializationSamples } from './samples/initialization.ts';
import { lambdaSamples } from './samples/lambda.ts';
import { loggingSamples } from './samples/logging.ts';
import { metricsSamples } from './samples/metrics.ts';
import type { Sample } from './samples/sample.ts';
import { securitySamples } from './samples/security.ts';
import { singletonSamples } from './samples/singleton.ts';
import { utilitySamples } from './samples/utility.ts';

/** Work of the runtime alone, which says how fast the machine is. */
const YARDSTICK = 'JSON.parse of 700 bytes';

type Making = (
  environment: Environment,
  url: string,
) => Readonly<Record<string, Sample>> | Promise<Readonly<Record<string, Sample>>>;

const gateways: Readonly<Record<GatewayName, Making>> = {
  cache: cacheSamples,
  singleton: singletonSamples,
  security: securitySamples,
  logging: loggingSamples,
  metrics: metricsSamples,
  'http-client': httpSamples,
  utility: utilitySamples,
  initialization: initializationSamples,
  lambda: lambdaSamples,
  'circuit-breaker': breakerSamples,
};

/** Every operation of every gateway through the whole pipeline, ours alone. */
export const question: Question = {
  title: 'Every operation',
  async ask(asking) {
    const server = await startServer();
    const tables: Table[] = [];
    try {
      for (const [gateway, make] of Object.entries(gateways)) {
        // Each on an environment of its own: what one registers, such as secrets, costs the others.
        tables.push(
          await insideInvocation(async (environment) =>
            compare(comparisonOf(gateway, await make(environment, `${server.url}/1024`)), asking),
          ),
        );
      }
      return { tables };
    } finally {
      server.stop();
    }
  },
};

function comparisonOf(gateway: string, samples: Readonly<Record<string, Sample>>): Comparison {
  const tasks = Object.entries(samples).map(([name, sample]) => ({
    name,
    side: 'ours' as const,
    ...(typeof sample === 'function' ? { run: sample } : sample),
  }));
  return {
    id: `operations-${gateway}`,
    title: `Operations of ${gateway}`,
    reference: YARDSTICK,
    rounds: 15,
    batchMs: 4,
    tasks: [{ name: YARDSTICK, side: 'floor', run: () => JSON.parse(turnOnAnswer) as unknown }, ...tasks],
  };
}
