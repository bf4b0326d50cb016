import { compare } from '../../measure/compare.ts';
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

/** Every operation of every gateway through the whole pipeline, ours alone. */
export const question: Question = {
  title: 'Every operation',
  ask: (asking) =>
    insideInvocation(async (environment) => {
      const server = await startServer();
      const gateways: Readonly<Record<string, Readonly<Record<string, Sample>>>> = {
        cache: await cacheSamples(environment),
        singleton: await singletonSamples(environment),
        security: await securitySamples(environment),
        logging: loggingSamples(environment),
        metrics: await metricsSamples(environment),
        'http-client': httpSamples(environment, `${server.url}/1024`),
        utility: utilitySamples(environment),
        initialization: await initializationSamples(environment),
        lambda: lambdaSamples(environment),
        'circuit-breaker': await breakerSamples(environment),
      };
      const tables: Table[] = [];
      try {
        for (const [gateway, samples] of Object.entries(gateways)) {
          const tasks = Object.entries(samples).map(([name, sample]) => ({
            name,
            side: 'ours' as const,
            ...(typeof sample === 'function' ? { run: sample } : sample),
          }));
          tables.push(
            await compare(
              {
                id: `operations-${gateway}`,
                title: `Operations of ${gateway}`,
                reference: YARDSTICK,
                rounds: 15,
                batchMs: 4,
                tasks: [{ name: YARDSTICK, side: 'floor', run: () => JSON.parse(turnOnAnswer) as unknown }, ...tasks],
              },
              asking,
            ),
          );
        }
        return { tables };
      } finally {
        server.stop();
      }
    }),
};
