import { GatewayError } from '@hearthgate/kernel';
import type { Breaker, TimeSource } from './breaker.ts';
import type { CircuitBreakerPorts } from './ports.ts';

type Peers = Pick<CircuitBreakerPorts, 'logging' | 'metrics' | 'utility'>;

/** Leaves a line about the state that a breaker has just entered, and counts the change. */
export function reportChange(breaker: Breaker, { logging, metrics, utility }: Peers, error?: unknown): void {
  metrics.recordMetric({ name: 'BreakerStateChanges', value: 1 });
  const { value } = breaker.state;
  const name = JSON.stringify(breaker.name);
  const data = { breaker: breaker.name, state: value };
  switch (value) {
    case 'open': {
      const pause = utility.formatDuration({ durationMs: breaker.settings.openMs });
      const message = `The breaker ${name} opened because calls kept failing; calls are refused for ${pause}.`;
      logging.warning({ message, data, error });
      return;
    }
    case 'half-open':
      logging.info({ message: `The breaker ${name} lets one call through to see whether it succeeds.`, data });
      return;
    case 'closed':
      logging.info({ message: `The breaker ${name} closed; calls go through again.`, data });
      return;
    case 'isolated':
      logging.warning({
        message: `The breaker ${name} was opened by hand; calls are refused until it is reset.`,
        data,
      });
  }
}

/** Counts a call that was refused. Lines would be as many as the calls, so there is none. */
export function countRejection({ metrics }: Peers): void {
  metrics.recordMetric({ name: 'BreakerRejections', value: 1 });
}

/** The error of a call that was refused. */
export function rejectedBy(breaker: Breaker, { utility }: Peers, time: TimeSource): GatewayError {
  const retryAfterMs = breaker.retryAfterMs(time);
  const state = breaker.state.value;
  const name = JSON.stringify(breaker.name);
  const data = { name: breaker.name, state, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  return new GatewayError('CIRCUIT_BREAKER_OPEN', messageFor(state, name, retryAfterMs ?? 0, utility), { data });
}

function messageFor(state: string, name: string, retryAfterMs: number, utility: Peers['utility']): string {
  if (state === 'isolated') return `The breaker ${name} was opened by hand; reset it to let calls through.`;
  const wait = utility.formatDuration({ durationMs: retryAfterMs });
  return state === 'half-open'
    ? `The breaker ${name} is trying one call and refuses others until it ends, at most for ${wait}.`
    : `The breaker ${name} is open because calls kept failing; it tries again in ${wait}.`;
}
