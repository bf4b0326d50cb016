import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { silence } from '../silent.ts';

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

/** Powertools' logger and metrics through middy. */
export interface WithMiddy {
  readonly logger: Logger;
  readonly wrap: (handler: Handler) => Handler;
  /** What a handler does last: a line and three metrics. */
  readonly close: (kind: string, startedMs: number) => void;
}

export function withMiddy(): WithMiddy {
  const logger = silence(new Logger({ serviceName: 'bench', logLevel: 'INFO' }));
  const metrics = silence(new Metrics({ namespace: 'Bench', serviceName: 'bench' }));
  return {
    logger,
    wrap: (handler) => middy(handler).use(injectLambdaContext(logger)).use(logMetrics(metrics)) as unknown as Handler,
    close(kind, startedMs) {
      const durationMs = performance.now() - startedMs;
      logger.info('invocation', { event: kind, outcome: 'Response', durationMs, coldStart: false });
      metrics.addMetric('Invocations', MetricUnit.Count, 1);
      metrics.addMetric('Errors', MetricUnit.Count, 0);
      metrics.addMetric('Duration', MetricUnit.Milliseconds, durationMs);
    },
  };
}
