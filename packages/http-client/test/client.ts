import type { HttpGateway } from '@hearthgate/contracts';
import type { GatewayError, Wiring } from '@hearthgate/kernel';
import { onTestFinished } from 'vitest';
import { createHttpGateway, type HttpOptions, type HttpPorts } from '../src/index.ts';

/** A gateway whose connections end with the test. */
export function createClient(options?: HttpOptions, wiring?: Wiring<HttpPorts>): HttpGateway {
  const gateway = createHttpGateway(options, wiring);
  onTestFinished(async () => {
    await gateway.operations.resetPool();
  });
  return gateway;
}

/** The error with which a promise rejects; a promise that does not reject fails the test. */
export async function rejection(promise: Promise<unknown>): Promise<GatewayError> {
  return promise.then(
    (value) => Promise.reject(new Error(`expected a rejection, got ${JSON.stringify(value)}`)),
    (error: GatewayError) => error,
  );
}
