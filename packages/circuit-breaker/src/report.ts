import { GatewayError } from '@hearthgate/kernel';
import type { Breaker } from './breaker.ts';
import type { TimeSource } from './breaker-state.ts';
import type { CircuitBreakerPorts } from './ports.ts';

type Peers = Pick<CircuitBreakerPorts, 'logging' | 'metrics' | 'utility'>;

/** Leaves a line about the state that a breaker has just entered, and counts the change. */
export function reportChange(
  breaker: Breaker,
  peers: Peers,
  error?: unknown,
  where: 'here' | 'elsewhere' = 'here',
): void {
  quietly(() => tellChange(breaker, peers, error, where));
}

function tellChange(
  breaker: Breaker,
  { logging, metrics, utility }: Peers,
  error: unknown,
  where: 'here' | 'elsewhere',
): void {
  metrics.recordMetric({ name: 'BreakerStateChanges', value: 1 });
  const { state } = breaker;
  const name = JSON.stringify(breaker.name);
  const data = { breaker: breaker.name, state: state.value };
  switch (state.value) {
    case 'open': {
      const pause = utility.formatDuration({ durationMs: state.retryAtMs - state.openedAtMs });
      if (where === 'elsewhere') {
        // The environment whose calls failed has left the warning.
        logging.info({ message: `The breaker ${name} opened because calls kept failing elsewhere.`, data });
        return;
      }
      const message = `The breaker ${name} opened because calls kept failing; calls are refused for ${pause}.`;
      logging.warning({ message, data, error });
      return;
    }
    case 'half-open':
      logging.info({ message: `The breaker ${name} lets calls through to see whether they succeed.`, data });
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
export function countRejection(breaker: Breaker, { metrics }: Peers): void {
  breaker.countRejection();
  quietly(() => metrics.recordMetric({ name: 'BreakerRejections', value: 1 }));
}

/** A peer that cannot be told must not cost a call its place or its answer. */
function quietly(tell: () => void): void {
  try {
    tell();
  } catch {
    // Whoever listens has its own troubles, and there is nobody else to tell.
  }
}

/** The error of a call that was refused because of the breaker's state. */
export function rejectedBy(breaker: Breaker, { utility }: Peers, time: TimeSource): GatewayError {
  const retryAfterMs = breaker.retryAfterMs(time);
  const state = breaker.state.value;
  const name = JSON.stringify(breaker.name);
  const data = { name: breaker.name, state, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  return new GatewayError('CIRCUIT_BREAKER_OPEN', messageFor(state, name, retryAfterMs ?? 0, utility), { data });
}

/** The error of a call for which there was no place. */
export function noPlaceIn({ name, bulkhead }: Breaker): GatewayError {
  const { running, waiting } = bulkhead;
  const message = `The breaker ${JSON.stringify(name)} has no place: ${running} calls run and ${waiting} wait.`;
  return new GatewayError('CIRCUIT_BREAKER_FULL', message, { data: { name, running, waiting } });
}

function messageFor(state: string, name: string, retryAfterMs: number, utility: Peers['utility']): string {
  if (state === 'isolated') return `The breaker ${name} was opened by hand; reset it to let calls through.`;
  const wait = utility.formatDuration({ durationMs: retryAfterMs });
  return state === 'half-open'
    ? `The breaker ${name} is being tried and refuses other calls until that ends, at most for ${wait}.`
    : `The breaker ${name} is open because calls kept failing; it tries again in ${wait}.`;
}
