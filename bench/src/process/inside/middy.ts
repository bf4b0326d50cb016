// The same work as AWS's own tools do it: middy with the middlewares of Powertools, as their documentation composes them,
// and undici's `request` in the place of a bridge.
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import { Agent, request } from 'undici';

const serviceName = 'bench';
const logger = new Logger({ serviceName });
const metrics = new Metrics({ namespace: 'bench', serviceName });
const tracer = new Tracer({ serviceName });
const { BASE_URL = '', BASE_CA = '' } = process.env;
const dispatcher = new Agent({ connect: { ca: BASE_CA } });

interface Directive {
  readonly directive: {
    readonly header: { readonly namespace: string; readonly name: string };
    readonly endpoint: { readonly scope: { readonly token: string } };
  };
}

export const handler: unknown = middy<Directive>()
  .use(captureLambdaHandler(tracer))
  .use(injectLambdaContext(logger))
  .use(logMetrics(metrics, { captureColdStartMetric: true }))
  .handler(async (event: Directive) => {
    const { header, endpoint } = event.directive;
    metrics.addMetric('Directives', MetricUnit.Count, 1);
    const { statusCode, body } = await request(`${BASE_URL}/api/alexa/smart_home`, {
      method: 'POST',
      dispatcher,
      headers: { authorization: `Bearer ${endpoint.scope.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(event),
    });
    const answer = await body.json();
    logger.info('Directive', { namespace: header.namespace, name: header.name, status: statusCode });
    return answer;
  });
