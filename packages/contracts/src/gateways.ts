import type { CacheGateway, CacheOperations } from './cache.ts';
import type { CircuitBreakerGateway, CircuitBreakerOperations } from './circuit-breaker.ts';
import type { HttpGateway, HttpOperations } from './http-client.ts';
import type { InitializationGateway, InitializationOperations } from './initialization.ts';
import type { LambdaGateway, LambdaOperations } from './lambda.ts';
import type { LoggingGateway, LoggingOperations } from './logging.ts';
import type { MetricsGateway, MetricsOperations } from './metrics.ts';
import type { SecurityGateway, SecurityOperations } from './security.ts';
import type { SingletonGateway, SingletonOperations } from './singleton.ts';
import type { UtilityGateway, UtilityOperations } from './utility.ts';

/** The operations of the ten gateways by name. */
export interface GatewayOperations {
  readonly cache: CacheOperations;
  readonly singleton: SingletonOperations;
  readonly security: SecurityOperations;
  readonly logging: LoggingOperations;
  readonly metrics: MetricsOperations;
  readonly 'http-client': HttpOperations;
  readonly utility: UtilityOperations;
  readonly initialization: InitializationOperations;
  readonly lambda: LambdaOperations;
  readonly 'circuit-breaker': CircuitBreakerOperations;
}

/** The ten gateways by name. */
export interface Gateways {
  readonly cache: CacheGateway;
  readonly singleton: SingletonGateway;
  readonly security: SecurityGateway;
  readonly logging: LoggingGateway;
  readonly metrics: MetricsGateway;
  readonly 'http-client': HttpGateway;
  readonly utility: UtilityGateway;
  readonly initialization: InitializationGateway;
  readonly lambda: LambdaGateway;
  readonly 'circuit-breaker': CircuitBreakerGateway;
}

/** The name of one of the ten. */
export type GatewayName = keyof GatewayOperations;

/** The ten names, in the order of the matrix. */
export const gatewayNames: readonly GatewayName[] = [
  'cache',
  'singleton',
  'security',
  'logging',
  'metrics',
  'http-client',
  'utility',
  'initialization',
  'lambda',
  'circuit-breaker',
];
