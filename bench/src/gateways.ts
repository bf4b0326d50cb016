import { createCacheGateway } from '@hearthgate/cache';
import { createCircuitBreakerGateway } from '@hearthgate/circuit-breaker';
import { createLoggingGateway } from '@hearthgate/logging';
import { createMetricsGateway } from '@hearthgate/metrics';
import { createSecurityGateway } from '@hearthgate/security';
import type { Question } from './question.ts';

/** The operations of the hot path, alone and through the whole pipeline. */
export function gatewayTasks(): Question {
  const cache = createCacheGateway();
  const breaker = createCircuitBreakerGateway();
  const destination = { write: () => {} };
  const logging = createLoggingGateway({ level: 'info', destination });
  const metrics = createMetricsGateway({ destination });
  const security = createSecurityGateway();
  const answer = async () => 7;
  const line = { message: 'five fields', data: { a: 1, b: 'two', c: true, d: 4.5, e: 'light#kitchen' } };
  void cache.operations.set({ key: 'warm', value: { answer: 7 } });
  return {
    title: 'Gateways, per call',
    tasks: [
      { name: 'await of an async function', run: () => answer() },
      { name: 'cache.get, hit', run: () => cache.operations.get({ key: 'warm' }) },
      { name: 'cache.getOrSet, hit', run: () => cache.operations.getOrSet({ key: 'warm', create: answer }) },
      { name: 'circuit-breaker.call, closed', run: () => breaker.operations.call({ name: 'bench', run: answer }) },
      { name: 'logging.debug, level off', run: () => logging.operations.debug(line) },
      { name: 'logging.info, five fields', run: () => logging.operations.info(line) },
      {
        name: 'security.filterSensitive, five fields',
        run: () => security.operations.filterSensitive({ data: line.data }),
      },
      {
        name: 'metrics, five values and a document',
        run: () => {
          for (const name of ['One', 'Two', 'Three', 'Four', 'Five'])
            metrics.operations.recordMetric({ name, value: 1 });
          return metrics.operations.publish();
        },
      },
    ],
  };
}
