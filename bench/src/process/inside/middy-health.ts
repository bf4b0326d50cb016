// A health check with logger and metrics of Powertools through middy, and no router.
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';

const serviceName = 'bench';
const logger = new Logger({ serviceName });
const metrics = new Metrics({ namespace: 'bench', serviceName });

interface HttpEvent {
  readonly rawPath: string;
  readonly requestContext: { readonly http: { readonly method: string } };
}

export const handler: unknown = middy<HttpEvent>()
  .use(injectLambdaContext(logger))
  .use(logMetrics(metrics, { captureColdStartMetric: true }))
  .handler(async ({ rawPath, requestContext }: HttpEvent) => {
    const isHealth = requestContext.http.method === 'GET' && rawPath === '/health';
    const statusCode = isHealth ? 200 : 404;
    metrics.addMetric('Requests', MetricUnit.Count, 1);
    logger.info('Request', { path: rawPath, status: statusCode });
    const body = JSON.stringify(isHealth ? { status: 'ok' } : { message: 'not found' });
    return { statusCode, headers: { 'content-type': 'application/json' }, body };
  });
