import type { HealthCheckItem, HealthReport, HealthState } from '@hearthgate/contracts';

/** Several checks as one report, which is as bad as the worst of them. */
export function healthReport(checks: readonly HealthCheckItem[]): HealthReport {
  return { state: worst(checks), checks };
}

/** What is not well, a sentence a check. */
export function reasonsOf(checks: readonly HealthCheckItem[]): readonly string[] {
  return checks
    .filter(({ state }) => state !== 'healthy')
    .map(({ name, detail }) => `${name}: ${detail ?? 'not well.'}`);
}

export function checkRoutes(routes: readonly string[]): HealthCheckItem {
  if (routes.length > 0) return { name: 'routes', state: 'healthy', detail: `${routes.length} registered.` };
  return { name: 'routes', state: 'degraded', detail: 'No handler is registered, so every event is refused.' };
}

function worst(checks: readonly HealthCheckItem[]): HealthState {
  const states = checks.map(({ state }) => state);
  return states.includes('unhealthy') ? 'unhealthy' : states.includes('degraded') ? 'degraded' : 'healthy';
}
