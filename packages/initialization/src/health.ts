import type {
  EnvironmentStatus,
  HealthCheckItem,
  HealthReport,
  HealthState,
  InitializationStatus,
  MemoryStatus,
  StartupReport,
} from '@hearthgate/contracts';

const DEGRADED_MEMORY_RATIO = 0.85;
const UNHEALTHY_MEMORY_RATIO = 0.95;

const startupStates: Readonly<Record<StartupReport['state'], HealthState>> = {
  ready: 'healthy',
  degraded: 'degraded',
  failed: 'unhealthy',
};

/** Whether start-up went well, how near memory is to its limit, and whether settings are the last known good. */
export function checkHealth(
  startup: StartupReport | undefined,
  memory: MemoryStatus,
  stale: readonly string[],
): HealthReport {
  const checks = [checkStartup(startup), checkMemory(memory), ...stale.map(checkStale)];
  return { state: worst(checks.map(({ state }) => state)), checks };
}

/** The gateway's own state. Memory is the function's, so it is in the health check only. */
export function statusOf(
  startup: StartupReport | undefined,
  environment: EnvironmentStatus,
  stale: readonly string[],
): InitializationStatus {
  return {
    gateway: 'initialization',
    state: worst([startupState(startup), ...stale.map(() => 'degraded' as const)]),
    reasons: [...startupReasons(startup), ...stale],
    startup,
    environment,
    stale,
  };
}

/** What keeps start-up from being `ready`, a sentence a stage. */
function startupReasons(startup: StartupReport | undefined): readonly string[] {
  const lost = (startup?.stages ?? []).filter(({ state }) => state !== 'succeeded');
  return lost.map(({ name, state, reason }) => `Stage "${name}" ${state}: ${reason ?? 'no reason known.'}`);
}

function startupState(startup: StartupReport | undefined): HealthState {
  return startup === undefined ? 'healthy' : startupStates[startup.state];
}

function checkStartup(startup: StartupReport | undefined): HealthCheckItem {
  const reasons = startupReasons(startup);
  const detail =
    startup === undefined ? 'Start-up has not run yet.' : reasons.join(' ') || `Start-up is ${startup.state}.`;
  return { name: 'start-up', state: startupState(startup), detail };
}

function checkMemory({ residentBytes, usedRatio }: MemoryStatus): HealthCheckItem {
  const megabytes = Math.round(residentBytes / 1_048_576);
  if (usedRatio === undefined) return { name: 'memory', state: 'healthy', detail: `${megabytes} MB, no limit known.` };
  const state =
    usedRatio >= UNHEALTHY_MEMORY_RATIO ? 'unhealthy' : usedRatio >= DEGRADED_MEMORY_RATIO ? 'degraded' : 'healthy';
  return { name: 'memory', state, detail: `${megabytes} MB, ${Math.round(usedRatio * 100)} % of the limit.` };
}

function checkStale(detail: string): HealthCheckItem {
  return { name: 'settings', state: 'degraded', detail };
}

function worst(states: readonly HealthState[]): HealthState {
  return states.includes('unhealthy') ? 'unhealthy' : states.includes('degraded') ? 'degraded' : 'healthy';
}
