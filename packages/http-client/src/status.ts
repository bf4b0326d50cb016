import type { HttpStatus } from '@hearthgate/contracts';
import type { OriginPool } from './pool/origin-pool.ts';

/** So many failed requests in a row are no accident. */
const WORRYING_FAILURES = 3;

/** How many requests there were. */
export class RequestCounts {
  requests = 0;
  failures = 0;
  retries = 0;
}

/** How the gateway is doing: degraded while an origin fails again and again. */
export function statusOf({ requests, failures, retries }: RequestCounts, pools: readonly OriginPool[]): HttpStatus {
  const reasons = pools
    .filter(({ failuresInARow }) => failuresInARow >= WORRYING_FAILURES)
    .map(
      ({ origin, failuresInARow, lastFailureCode }) =>
        `The last ${failuresInARow} requests to ${origin} failed, at last with ${lastFailureCode}.`,
    );
  const connections = pools.map((pool) => pool.connections);
  return {
    gateway: 'http-client',
    state: reasons.length === 0 ? 'healthy' : 'degraded',
    reasons,
    requests,
    failures,
    retries,
    origins: [...new Set(pools.map(({ origin }) => origin))],
    connections: {
      open: connections.reduce((sum, { open }) => sum + open, 0),
      idle: connections.reduce((sum, { idle }) => sum + idle, 0),
    },
  };
}
