import type { Call } from '@hearthgate/kernel';
import type { SecurityPorts } from './ports.ts';

export type SecurityCall = Call<SecurityPorts>;

/** What was refused so far. Each refusal leaves a line and is counted. */
export class Refusals {
  requests = 0;
  tokens = 0;
  rates = 0;

  /** @param what `a request`, `a token` */
  note(call: SecurityCall, what: string, reason: string): void {
    call.peers.logging.warning({ message: `Refused ${what}: ${reason}` });
    call.peers.metrics.recordMetric({ name: 'SecurityRefusals', value: 1 });
  }
}
