import type { ShutdownWatch } from '@hearthgate/contracts';
import type { Variables } from '@hearthgate/kernel';
import { askLoopback } from './loopback-request.ts';

/** Extensions API: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html */
const BASE = '/2020-01-01/extension';
const REGISTER_TIMEOUT_MS = 1_000;

/**
 * Registers this process as an internal extension. Lambda sends SIGTERM to the runtime only where at least one extension
 * is registered. No events are asked for: an internal extension is refused SHUTDOWN, and INVOKE would make every
 * invocation wait for this one too.
 */
export async function registerExtension(name: string, variables: Variables): Promise<ShutdownWatch> {
  const address = variables.AWS_LAMBDA_RUNTIME_API;
  if (address === undefined || address === '') return { extension: 'no-lambda' };
  try {
    const body = JSON.stringify({ events: [] });
    const { status, headers } = await askLoopback({
      method: 'POST',
      address,
      path: `${BASE}/register`,
      headers: { 'lambda-extension-name': name, 'content-type': 'application/json' },
      body,
      timeoutMs: REGISTER_TIMEOUT_MS,
    });
    const id = headers.get('lambda-extension-identifier');
    if (status !== 200 || id === undefined) {
      return { extension: 'refused', reason: `The Extensions API answered the registration with status ${status}.` };
    }
    // Start-up of the environment ends when every extension has asked for its next event. None will come.
    const next = { method: 'GET', address, path: `${BASE}/event/next` } as const;
    askLoopback({ ...next, headers: { 'lambda-extension-identifier': id } }).catch(() => undefined);
    return { extension: 'registered' };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { extension: 'refused', reason: `The Extensions API did not answer: ${why}` };
  }
}
