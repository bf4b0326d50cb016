import {
  type GatewayName,
  type GatewayStatus,
  type Gateways,
  gatewayNames,
  type HealthCheckItem,
  type HealthState,
  type MemoryStatus,
  matrixCells,
} from '@hearthgate/contracts';
import type { Extension } from '@hearthgate/ha-extension';
import type { Composition } from '@hearthgate/kernel';

/** How the function is doing: what `GET /health` and the diagnostics event answer. */
export interface FunctionHealth {
  /** The worst state of all checks. */
  readonly state: HealthState;
  readonly checks: readonly HealthCheckItem[];
  readonly gateways: Readonly<Record<GatewayName, HealthState>>;
  readonly memory: MemoryStatus;
  /** Cache hits over lookups since this environment began, 0 to 1. */
  readonly cacheHitRate: number;
  /** Cells of the matrix observed since this environment began. */
  readonly utilization: { readonly observed: number; readonly declared: number };
}

const ORDER: readonly HealthState[] = ['healthy', 'degraded', 'unhealthy'];

export async function reportHealth(
  { gateways, environment }: Composition<Gateways>,
  extension: Extension,
): Promise<FunctionHealth> {
  const statuses = gatewayNames.map((name): GatewayStatus => gateways[name].operations.getStatus());
  const startup = await gateways.lambda.operations.healthCheck();
  const home = await extension.health();
  const checks = [
    ...startup.checks,
    ...statuses
      .filter((status) => status.state !== 'healthy')
      .map(({ gateway, state, reasons }) => ({ name: gateway, state, detail: reasons.join(' ') })),
    home,
  ];
  const observed = new Set(environment.statistics.cells().map(({ caller, callee }) => `${caller}>${callee}`));
  const declared = matrixCells();
  return {
    state: checks.map(({ state }) => state).reduce(worse, 'healthy'),
    checks,
    gateways: Object.fromEntries(statuses.map(({ gateway, state }) => [gateway, state])) as FunctionHealth['gateways'],
    memory: gateways.initialization.operations.memoryStatus(),
    cacheHitRate: gateways.cache.operations.getStats().hitRate,
    utilization: {
      observed: declared.filter(({ caller, callee }) => observed.has(`${caller}>${callee}`)).length,
      declared: declared.length,
    },
  };
}

function worse(one: HealthState, other: HealthState): HealthState {
  return ORDER.indexOf(one) >= ORDER.indexOf(other) ? one : other;
}
