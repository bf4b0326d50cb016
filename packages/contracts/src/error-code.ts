import { cacheErrors } from './error-codes/cache.ts';
import { circuitBreakerErrors } from './error-codes/circuit-breaker.ts';
import { httpErrors } from './error-codes/http-client.ts';
import { initializationErrors } from './error-codes/initialization.ts';
import { kernelErrors } from './error-codes/kernel.ts';
import { lambdaErrors } from './error-codes/lambda.ts';
import { loggingErrors } from './error-codes/logging.ts';
import { metricsErrors } from './error-codes/metrics.ts';
import { securityErrors } from './error-codes/security.ts';
import { singletonErrors } from './error-codes/singleton.ts';
import { utilityErrors } from './error-codes/utility.ts';

/** What is fixed about an error code. */
export interface ErrorCodeInfo {
  /** What it means and what mends it, in one sentence; the table in docs/errors.md is made of these. */
  readonly meaning: string;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
}

/** All codes of the toolkit's own errors. Third parties use their own prefix. */
export const errorCodes: typeof kernelErrors &
  typeof cacheErrors &
  typeof singletonErrors &
  typeof securityErrors &
  typeof loggingErrors &
  typeof metricsErrors &
  typeof httpErrors &
  typeof utilityErrors &
  typeof initializationErrors &
  typeof lambdaErrors &
  typeof circuitBreakerErrors = {
  ...kernelErrors,
  ...cacheErrors,
  ...singletonErrors,
  ...securityErrors,
  ...loggingErrors,
  ...metricsErrors,
  ...httpErrors,
  ...utilityErrors,
  ...initializationErrors,
  ...lambdaErrors,
  ...circuitBreakerErrors,
};

/** A code of the toolkit's own errors. */
export type ErrorCode = keyof typeof errorCodes;
