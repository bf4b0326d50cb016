import { createCacheGateway } from '@hearthgate/cache';
import { createCircuitBreakerGateway } from '@hearthgate/circuit-breaker';
import type { AwsClient, Gateways } from '@hearthgate/contracts';
import { createHttpGateway } from '@hearthgate/http-client';
import { createInitializationGateway, parameterStore, secretsManager } from '@hearthgate/initialization';
import { type Composition, compose, type Environment, type Variables } from '@hearthgate/kernel';
import { createLambdaGateway } from '@hearthgate/lambda';
import { createLoggingGateway } from '@hearthgate/logging';
import { createMetricsGateway } from '@hearthgate/metrics';
import { createSecurityGateway } from '@hearthgate/security';
import { createSingletonGateway } from '@hearthgate/singleton';
import { createUtilityGateway } from '@hearthgate/utility';

/** The gateways as the function has them, for the doctor at the command line: settings may be kept at AWS, logs go nowhere. */
export function composeForDoctor(variables: Variables): Composition<Gateways> {
  const destination = { write() {} };
  return compose<Gateways>(
    {
      cache: (wiring) => createCacheGateway({}, wiring),
      singleton: (wiring) => createSingletonGateway({}, wiring),
      security: (wiring) => createSecurityGateway({}, wiring),
      logging: (wiring) => createLoggingGateway({ destination }, wiring),
      metrics: (wiring) => createMetricsGateway({}, wiring),
      'http-client': (wiring) => createHttpGateway({}, wiring),
      utility: (wiring) => createUtilityGateway({}, wiring),
      initialization: (wiring) =>
        createInitializationGateway(
          {
            sources: {
              parameters: parameterStore({ client: awsClient('ssm', wiring.environment) }),
              secrets: secretsManager({ client: awsClient('secretsmanager', wiring.environment) }),
            },
          },
          wiring,
        ),
      lambda: (wiring) => createLambdaGateway({}, wiring),
      'circuit-breaker': (wiring) => createCircuitBreakerGateway({}, wiring),
    },
    { variables },
  );
}

/** Its HTTP gateway stands alone, as the composed one asks for settings itself. */
function awsClient(service: string, environment: Environment): () => AwsClient {
  return () => createHttpGateway({}, { environment }).operations.getAwsClient({ service });
}
