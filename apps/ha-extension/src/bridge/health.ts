import type { HealthCheckItem } from '@hearthgate/contracts';
import type { ExtensionParts } from '../extension-parts.ts';
import type { HomeFailure } from './failure.ts';
import { HOME_BREAKER, type HomeSettingsOn } from './home-client.ts';

const NAME = 'home';

/**
 * How the home did lately. It is not asked: a health check that anyone may call must neither wake the home nor spend
 * attempts that lead to an IP ban.
 */
export function describeHealth(parts: ExtensionParts, settings: HomeSettingsOn | HomeFailure): HealthCheckItem {
  if (settings instanceof Error) {
    const chosen = settings.kind === 'switched-off' || settings.kind === 'no-url';
    return { name: NAME, state: chosen ? 'healthy' : 'unhealthy', detail: settings.message };
  }
  const breaker = parts.gateways['circuit-breaker'].operations.getBreaker({ name: HOME_BREAKER });
  if (breaker === undefined) return { name: NAME, state: 'healthy', detail: 'configured, not asked yet' };
  const detail = `${breaker.calls} calls, ${breaker.failures} failed, breaker ${breaker.state}`;
  return { name: NAME, state: breaker.state === 'closed' ? 'healthy' : 'degraded', detail };
}
