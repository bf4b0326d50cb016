import type { LambdaOperations } from '@hearthgate/contracts';
import { createEnvironment } from '@hearthgate/kernel';
import { createLambdaGateway } from '@hearthgate/lambda';
import { createLoggingGateway } from '@hearthgate/logging';
import { createMetricsGateway, defaultMetrics } from '@hearthgate/metrics';
import { silent } from '../silent.ts';
import { passOn } from './smart-home.ts';

/** Three gateways and a route that passes a directive on: the event is checked, a line and a document written. */
export function sameGateways(): LambdaOperations {
  const environment = createEnvironment({ variables: {} });
  const logging = createLoggingGateway(
    { destination: silent, maxLinesPerInvocation: Number.MAX_SAFE_INTEGER },
    { environment },
  );
  const metrics = createMetricsGateway(
    { publishedMetrics: defaultMetrics, destination: silent },
    { environment, peers: { logging: logging.operations } },
  );
  const peers = { logging: logging.operations, metrics: metrics.operations };
  const { operations } = createLambdaGateway({}, { environment, peers });
  operations.registerRoute({ kind: 'alexa-smart-home', handler: passOn });
  return operations;
}
