import type { Ports } from '@hearthgate/contracts';
import { type Environment, MIN_SECRET_LENGTH, redact } from '@hearthgate/kernel';
import { identify } from './alexa/alexa-identity.ts';

/** What lambda asks of its peers. */
export interface LambdaPorts
  extends Ports<
    'lambda',
    {
      security: 'validateRequest' | 'authenticateAlexa' | 'registerSecret' | 'sanitizeError';
      logging: 'recordRequest' | 'recordError' | 'flush';
      metrics: 'countInvocation' | 'publish';
      utility: 'generateCorrelationId' | 'createErrorResponse';
      initialization: 'lambdaInit' | 'healthCheck';
    }
  > {}

/** The null objects. Alone, one thing is still written: an error that nobody else would ever see. */
export function createAlone({ clock, invocations }: Environment): LambdaPorts {
  const secrets = () => invocations.current()?.secrets ?? new Set<string>();
  const newId = () => process.getBuiltinModule('node:crypto').randomUUID();
  return {
    security: {
      validateRequest: () => ({ accepted: true }),
      authenticateAlexa: identify,
      registerSecret({ value }) {
        if (value.length >= MIN_SECRET_LENGTH) secrets().add(value);
      },
      sanitizeError({ error }) {
        const { name = 'Error', message } = redact(toError(error), secrets()) as { name?: string; message: string };
        return { name, message, causes: [] };
      },
    },
    logging: {
      recordRequest() {},
      recordError({ error, during }) {
        const correlationId = invocations.current()?.correlationId;
        const line = { level: 'error', during, correlationId, error: redact(toError(error), secrets()) };
        console.error(JSON.stringify(line));
      },
      async flush() {},
    },
    metrics: { countInvocation() {}, publish: () => 0 },
    utility: {
      generateCorrelationId: newId,
      createErrorResponse: ({ code, message, retryable = false, correlationId = newId() }) => ({
        success: false,
        error: { code, message, retryable },
        correlationId,
        timestamp: new Date(clock.now()).toISOString(),
      }),
    },
    initialization: {
      lambdaInit: async () => ({ state: 'ready', durationMs: 0, stages: [], initializationType: 'unknown' }),
      healthCheck: async () => ({ state: 'healthy', checks: [] }),
    },
  };
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
