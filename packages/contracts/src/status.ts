/** How a gateway is doing. */
export type HealthState = 'healthy' | 'degraded' | 'unhealthy';

/** What each gateway's `getStatus` answers at least. */
export interface GatewayStatus {
  /** The gateway's name in the composition. */
  readonly gateway: string;
  readonly state: HealthState;
  /** Why the state is not `healthy`; empty when it is. */
  readonly reasons: readonly string[];
}

/** One checked thing of a health check. */
export interface HealthCheckItem {
  readonly name: string;
  readonly state: HealthState;
  readonly detail?: string | undefined;
}

/** The answer of a health check. The state is the worst of its items. */
export interface HealthReport {
  readonly state: HealthState;
  readonly checks: readonly HealthCheckItem[];
}
