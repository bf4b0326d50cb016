import type { HealthCheckItem } from '@hearthgate/contracts';
import type { ExtensionParts } from '../extension-parts.ts';
import type { HomeSettings } from '../settings/home-settings.ts';
import type { Homes } from '../settings/homes.ts';
import { HomeFailure } from './failure.ts';
import { breakerOf } from './home-client.ts';

/**
 * How each home did lately. It is not asked: a health check that anyone may call must neither wake a home nor spend
 * attempts that lead to an IP ban.
 */
export function describeHealth(parts: ExtensionParts, homes: Homes | HomeFailure): readonly HealthCheckItem[] {
  if (homes instanceof HomeFailure) return [{ name: 'home', state: 'unhealthy', detail: homes.message }];
  return homes.map((home) => ({ name: `home ${home.name}`.trim(), ...describeHome(parts, home) }));
}

function describeHome({ gateways }: ExtensionParts, home: HomeSettings): Omit<HealthCheckItem, 'name'> {
  if (home.state === 'off') return { state: 'healthy', detail: new HomeFailure('switched-off').message };
  if (home.state === 'no-url') return { state: 'healthy', detail: new HomeFailure('no-url').message };
  if (home.state === 'offline') return { state: 'healthy', detail: 'not asked, as the mode is failsafe' };
  if (home.mode === 'diagnostics') return { state: 'healthy', detail: 'not asked, as the mode is diagnostics' };
  const breaker = gateways['circuit-breaker'].operations.getBreaker({ name: breakerOf(home) });
  if (breaker === undefined) return { state: 'healthy', detail: 'configured, not asked yet' };
  const detail = `${breaker.calls} calls, ${breaker.failures} failed, breaker ${breaker.state}`;
  return { state: breaker.state === 'closed' ? 'healthy' : 'degraded', detail };
}
