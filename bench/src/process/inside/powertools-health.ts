// The route of a health check as AWS's own tools answer it, found by the router of Powertools.
import { Router } from '@aws-lambda-powertools/event-handler/http';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';

const serviceName = 'bench';
const logger = new Logger({ serviceName });
const metrics = new Metrics({ namespace: 'bench', serviceName });
const router = new Router({ logger });

router.get('/health', ({ req }) => {
  metrics.addMetric('Requests', MetricUnit.Count, 1);
  logger.info('Request', { path: new URL(req.url).pathname });
  return { status: 'ok' };
});

export const handler: unknown = middy()
  .use(injectLambdaContext(logger))
  .use(logMetrics(metrics, { captureColdStartMetric: true }))
  .handler((event: unknown, context: unknown) => router.resolve(event, context as never));
