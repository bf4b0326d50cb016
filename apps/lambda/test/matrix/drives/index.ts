import type { GatewayName } from '@hearthgate/contracts';
import type { Drive } from '../subject.ts';
import { cacheDrive } from './cache.ts';
import { circuitBreakerDrive } from './circuit-breaker.ts';
import { httpDrive } from './http-client.ts';
import { initializationDrive } from './initialization.ts';
import { lambdaDrive } from './lambda.ts';
import { loggingDrive } from './logging.ts';
import { metricsDrive } from './metrics.ts';
import { securityDrive } from './security.ts';
import { singletonDrive } from './singleton.ts';
import { utilityDrive } from './utility.ts';

/** How each gateway is driven; the compiler asks for every operation. */
export const drives: { readonly [Name in GatewayName]: Drive<Name> } = {
  cache: cacheDrive,
  singleton: singletonDrive,
  security: securityDrive,
  logging: loggingDrive,
  metrics: metricsDrive,
  'http-client': httpDrive,
  utility: utilityDrive,
  initialization: initializationDrive,
  lambda: lambdaDrive,
  'circuit-breaker': circuitBreakerDrive,
};
