import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { createMetricsGateway } from '@hearthgate/metrics';
import { compare } from '../../measure/compare.ts';
import type { Question } from '../../result.ts';
import { insideInvocation } from '../inside-invocation.ts';
import { silence, silent } from '../silent.ts';

const NAMES = ['One', 'Two', 'Three', 'Four', 'Five'] as const;

/** Five values and one EMF line, made and handed to a destination that forgets it. */
export const question: Question = {
  title: 'Metrics',
  peers: ['@aws-lambda-powertools/metrics'],
  ask: (asking) =>
    insideInvocation(async (environment) => {
      const own = createMetricsGateway(
        { namespace: 'Bench', serviceName: 'bench', destination: silent },
        { environment },
      ).operations;
      const powertools = silence(new Metrics({ namespace: 'Bench', serviceName: 'bench' }));
      const params = NAMES.map((name) => ({ name, value: 1, unit: 'Count' }) as const);
      return {
        tables: [
          await compare(
            {
              id: 'metrics-emf',
              title: 'Five metrics, one EMF line',
              reference: 'hearthgate',
              tasks: [
                {
                  name: 'hearthgate',
                  side: 'ours',
                  run: () => {
                    for (const one of params) own.recordMetric(one);
                    return own.publish();
                  },
                },
                {
                  name: 'Powertools metrics',
                  side: 'peer',
                  run: () => {
                    for (const name of NAMES) powertools.addMetric(name, MetricUnit.Count, 1);
                    powertools.publishStoredMetrics();
                  },
                },
              ],
              note: 'Ours keeps the distribution of each series besides, for percentiles.',
            },
            asking,
          ),
        ],
      };
    }),
};
