import { createCacheGateway } from '@hearthgate/cache';
import { createCircuitBreakerGateway } from '@hearthgate/circuit-breaker';
import { type AwsClient, type GatewayStatus, type Gateways, gatewayNames } from '@hearthgate/contracts';
import { createHttpGateway } from '@hearthgate/http-client';
import { createInitializationGateway, parameterStore, secretsManager } from '@hearthgate/initialization';
import {
  type Composition,
  compose,
  type Environment,
  type EnvironmentOptions,
  type Factories,
} from '@hearthgate/kernel';
import { createLambdaGateway, type HealthOptions } from '@hearthgate/lambda';
import { createLoggingGateway } from '@hearthgate/logging';
import { createMetricsGateway, defaultMetrics } from '@hearthgate/metrics';
import { createSecurityGateway } from '@hearthgate/security';
import { createSingletonGateway } from '@hearthgate/singleton';
import { createUtilityGateway } from '@hearthgate/utility';
import { createDynamoStore } from './dynamo-store.ts';
import { encryptionKeys, functionSettings } from './function-settings.ts';

export interface FunctionOptions extends EnvironmentOptions {
  /** What the health report asks besides the gateways. Default: nothing. */
  readonly checks?: HealthOptions['checks'];
  /** Takes each line that the function writes. Default: standard output. */
  readonly destination?: { write(line: string): void } | undefined;
  /** What the function answers when it is asked for the code that V8 made of it. Default: that it has none. */
  readonly codeCache?: CodeCacheSource | undefined;
}

export interface CodeCacheSource {
  /** Whether this environment was started with one. */
  readonly state: string;
  /** Makes one, ready to be sent. */
  make(): Promise<object>;
}

/** A 128 MB function has about 60 MB to spare; a cache of 8 MB never competes with an answer of 6 MB. */
const CACHE_MAX_BYTES = 8 * 1024 * 1024;

/** The composition root: the one place where the ten gateways are made and meet. */
export function composeGateways(options: FunctionOptions = {}): Composition<Gateways> {
  const composition: Composition<Gateways> = compose<Gateways>(
    gatewayFactories(options, () => composition.gateways),
    options,
  );
  return composition;
}

/**
 * How each of the ten is made.
 *
 * @param gateways what has been composed, for the few things that the root itself carries from one gateway to another
 * because the matrix does not
 */
export function gatewayFactories(options: FunctionOptions, gateways: () => Gateways): Factories<Gateways> {
  const { destination, variables = process.env } = options;
  const serviceName = variables.AWS_LAMBDA_FUNCTION_NAME ?? 'hearthgate';
  const { cacheTable, cacheDirectory, hasEncryptionKey } = functionSettings(variables);
  return {
    cache: (wiring) => {
      const { environment } = wiring;
      const store = (table: string) => () =>
        createDynamoStore({ client: awsClient('dynamodb', environment), table, clock: environment.clock });
      return createCacheGateway(
        {
          maxBytes: CACHE_MAX_BYTES,
          directory: cacheDirectory,
          store: cacheTable === undefined ? undefined : store(cacheTable),
        },
        wiring,
      );
    },
    singleton: (wiring) => createSingletonGateway({}, wiring),
    security: (wiring) =>
      createSecurityGateway({ keys: hasEncryptionKey ? () => encryptionKeys(gateways()) : undefined }, wiring),
    logging: (wiring) => createLoggingGateway({ serviceName, destination }, wiring),
    // Other names stay in the document as properties, which cost nothing: the free tier has ten custom metrics.
    metrics: (wiring) => createMetricsGateway({ serviceName, publishedMetrics: defaultMetrics }, wiring),
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
    // The extension answers half a second before the end by itself; this guard is for what it did not foresee.
    lambda: (wiring) => {
      const health = {
        breakers: () => gateways()['circuit-breaker'].operations.getStatus().breakers,
        statuses: () => gatewayNames.map((name): GatewayStatus => gateways()[name].operations.getStatus()),
        checks: options.checks,
      };
      return createLambdaGateway({ marginMs: 250, health }, wiring);
    },
    'circuit-breaker': (wiring) => createCircuitBreakerGateway({}, wiring),
  };
}

/**
 * A client of AWS for what the gateways themselves stand on. Its HTTP gateway stands alone: the composed one asks security,
 * which asks the cache, which would ask for this client again.
 */
function awsClient(service: string, environment: Environment): () => AwsClient {
  return () => createHttpGateway({}, { environment }).operations.getAwsClient({ service });
}
