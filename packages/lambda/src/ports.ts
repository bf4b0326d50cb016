import type { Ports } from '@hearthgate/contracts';
import { type Environment, knownSecrets, MIN_SECRET_LENGTH, redact } from '@hearthgate/kernel';
import { identify } from './alexa/alexa-identity.ts';
import { createKeeping } from './keeping.ts';

/** What lambda asks of its peers. */
export interface LambdaPorts
  extends Ports<
    'lambda',
    {
      cache: 'get' | 'set' | 'delete';
      singleton: 'executeOnce';
      security: 'validateRequest' | 'authenticateAlexa' | 'registerSecret' | 'sanitizeError';
      logging: 'recordRequest' | 'recordError' | 'flush';
      metrics: 'countInvocation' | 'publish' | 'monitorCost' | 'getHealthMetrics';
      utility: 'generateCorrelationId' | 'createErrorResponse' | 'hash' | 'getTimestamp';
      initialization: 'lambdaInit' | 'healthCheck' | 'memoryStatus';
    }
  > {}

/** The null objects. Alone, one thing is still written: an error that nobody else would ever see. */
export function createAlone(environment: Environment): LambdaPorts {
  const { clock, invocations } = environment;
  const crypto = () => process.getBuiltinModule('node:crypto');
  const newId = () => crypto().randomUUID();
  const now = () => new Date(clock.now()).toISOString();
  return {
    ...createKeeping(clock),
    security: {
      validateRequest: () => ({ accepted: true }),
      authenticateAlexa: identify,
      registerSecret({ value }) {
        if (value.length >= MIN_SECRET_LENGTH) invocations.current()?.secrets.add(value);
      },
      sanitizeError({ error }) {
        const { name = 'Error', message } = redact(toError(error), knownSecrets(environment)) as {
          name?: string;
          message: string;
        };
        return { name, message, causes: [] };
      },
    },
    logging: {
      recordRequest() {},
      recordError({ error, during }) {
        const correlationId = invocations.current()?.correlationId;
        // What was asked for may hold a secret, too: a token in a path.
        const line = redact(
          { level: 'error', during, correlationId, error: toError(error) },
          knownSecrets(environment),
        );
        console.error(JSON.stringify(line));
      },
      async flush() {},
    },
    metrics: {
      countInvocation() {},
      publish: () => 0,
      monitorCost: () => ({
        month: now().slice(0, 7),
        items: [],
        costUsd: 0,
        usedRatio: 0,
        protection: 'none',
        prices: { asOf: '', sources: [] },
      }),
      getHealthMetrics: () => ({
        errorRate: 0,
        memory: { usedBytes: process.memoryUsage().rss },
        impaired: [],
        protection: 'none',
      }),
    },
    utility: {
      generateCorrelationId: newId,
      createErrorResponse: ({ code, message, retryable = false, correlationId = newId() }) => ({
        success: false,
        error: { code, message, retryable },
        correlationId,
        timestamp: now(),
      }),
      hash: ({ value }) => crypto().hash('sha256', typeof value === 'string' ? value : JSON.stringify(value), 'hex'),
      getTimestamp: ({ format } = {}) => (format === 'epoch-ms' ? String(clock.now()) : now()),
    },
    initialization: {
      lambdaInit: async () => ({ state: 'ready', durationMs: 0, stages: [], initializationType: 'unknown' }),
      healthCheck: async () => ({ state: 'healthy', checks: [] }),
      memoryStatus: () => {
        const { rss, heapUsed } = process.memoryUsage();
        return { residentBytes: rss, heapUsedBytes: heapUsed };
      },
    },
  };
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
