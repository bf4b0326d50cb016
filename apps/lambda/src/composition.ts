import { createCacheGateway } from '@hearthgate/cache';
import { createCircuitBreakerGateway } from '@hearthgate/circuit-breaker';
import type { Gateways } from '@hearthgate/contracts';
import { createHttpGateway } from '@hearthgate/http-client';
import { createInitializationGateway } from '@hearthgate/initialization';
import { type Composition, compose, type EnvironmentOptions } from '@hearthgate/kernel';
import { createLambdaGateway } from '@hearthgate/lambda';
import { createLoggingGateway } from '@hearthgate/logging';
import { createMetricsGateway, defaultMetrics } from '@hearthgate/metrics';
import { createSecurityGateway } from '@hearthgate/security';
import { createSingletonGateway } from '@hearthgate/singleton';
import { createUtilityGateway } from '@hearthgate/utility';

export interface FunctionOptions extends EnvironmentOptions {
  /** Takes each line that the function writes. Default: standard output. */
  readonly destination?: { write(line: string): void } | undefined;
}

/** A 128 MB function has about 60 MB to spare; a cache of 8 MB never competes with an answer of 6 MB. */
const CACHE_MAX_BYTES = 8 * 1024 * 1024;

/** The composition root: the one place where the ten gateways are made and meet. */
export function composeGateways(options: FunctionOptions = {}): Composition<Gateways> {
  const { destination, ...environmentOptions } = options;
  const serviceName = (options.variables ?? process.env).AWS_LAMBDA_FUNCTION_NAME ?? 'hearthgate';
  return compose<Gateways>(
    {
      cache: (wiring) => createCacheGateway({ maxBytes: CACHE_MAX_BYTES }, wiring),
      singleton: (wiring) => createSingletonGateway({}, wiring),
      security: (wiring) => createSecurityGateway({}, wiring),
      logging: (wiring) => createLoggingGateway({ serviceName, destination }, wiring),
      // Other names stay in the document as properties, which cost nothing: the free tier has ten custom metrics.
      metrics: (wiring) => createMetricsGateway({ serviceName, publishedMetrics: defaultMetrics }, wiring),
      'http-client': (wiring) => createHttpGateway({}, wiring),
      utility: (wiring) => createUtilityGateway({}, wiring),
      initialization: (wiring) => createInitializationGateway({}, wiring),
      // The extension answers half a second before the end by itself; this guard is for what it did not foresee.
      lambda: (wiring) => createLambdaGateway({ marginMs: 250 }, wiring),
      'circuit-breaker': (wiring) => createCircuitBreakerGateway({}, wiring),
    },
    environmentOptions,
  );
}
