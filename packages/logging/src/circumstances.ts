import { type Call, type Environment, knownSecrets, redact } from '@hearthgate/kernel';
import type { Fields } from './context/bound-fields.ts';
import type { LoggingPorts } from './ports.ts';
import type { Redaction } from './safe-redaction.ts';

/** Where and when something is said. */
export interface Circumstances {
  readonly timeMs: number;
  readonly correlationId: string;
  readonly requestId: string | undefined;
  readonly traceId: string | undefined;
  /** What was bound to lines like this one. */
  readonly fields: Fields | undefined;
  readonly gatewayChain: readonly string[];
  readonly coldStart: boolean;
  readonly redaction: Redaction;
  /** Redaction that needs no peer and never throws, for when `redaction` fails. */
  readonly lastResort: Redaction;
}

/** The gateway that says a line: the one before logging on the chain; `undefined` when nobody called. */
export function speakerOf({ gatewayChain }: Call<LoggingPorts>): string | undefined {
  return gatewayChain[gatewayChain.length - 2];
}

/** The circumstances of a call. */
export function circumstancesOf(
  call: Call<LoggingPorts>,
  environment: Environment,
  bound: Pick<Circumstances, 'traceId' | 'fields'>,
): Circumstances {
  return {
    ...bound,
    timeMs: environment.clock.now(),
    correlationId: correlationIdOf(call),
    requestId: call.invocation?.requestId,
    gatewayChain: call.gatewayChain,
    coldStart: call.invocation?.coldStart ?? false,
    redaction: (data) => call.peers.security.filterSensitive({ data }),
    lastResort: (value) => redact(value, knownSecrets(environment)),
  };
}

/** Outside an invocation the utility peer makes the identifier, and a peer that fails must not cost the line. */
function correlationIdOf(call: Call<LoggingPorts>): string {
  try {
    return call.correlationId;
  } catch {
    return 'unknown';
  }
}
