// The breaker without the pipeline, for the row beside cockatiel. It is no export of the package, so this one file looks
// inside; the import law names it.
import type { Environment } from '@hearthgate/kernel';
import { BreakerRegistry } from '../../../../packages/circuit-breaker/src/breaker-registry.ts';
import { guardedCall } from '../../../../packages/circuit-breaker/src/guarded-call.ts';
import { breakerSettings, defaultSettings } from '../../../../packages/circuit-breaker/src/options.ts';
import { alone } from '../../../../packages/circuit-breaker/src/ports.ts';

/**
 * A breaker that opens after so many failures in a row: all that the gateway's operation does, finding it by its name
 * included. As cockatiel's, it asks nobody what other environments have seen.
 */
export function createBreakerCore(
  environment: Environment,
  options: { readonly failureThreshold: number; readonly openMs: number },
): (params: { readonly name: string; readonly run: () => Promise<number> }) => Promise<unknown> {
  const settings = breakerSettings({ ...options, sharing: false }, defaultSettings);
  const breakers = new BreakerRegistry(1);
  const entryOf = ({ name }: { readonly name: string }) => breakers.forCall(name, () => settings);
  const call = { peers: alone, beganAtMs: environment.clock.now() };
  return (params) => guardedCall(params, entryOf, call, environment);
}
