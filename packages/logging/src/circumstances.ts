import { type Call, type Environment, knownSecrets, type Redactions, redact } from '@hearthgate/kernel';
import type { Fields } from './context/bound-fields.ts';
import type { LoggingPorts } from './ports.ts';

/** Where and when something is said. */
export interface Circumstances extends Redactions {
  readonly timeMs: number;
  readonly correlationId: string;
  readonly requestId: string | undefined;
  readonly traceId: string | undefined;
  /** What was bound to lines like this one. */
  readonly fields: Fields | undefined;
  readonly gatewayChain: readonly string[];
  readonly coldStart: boolean;
}

/** The gateway that says a line: the one before logging on the chain; `undefined` when nobody called. */
export function speakerOf({ gatewayChain }: Call<LoggingPorts>): string | undefined {
  return gatewayChain[gatewayChain.length - 2];
}

/** The circumstances of a call. A class, as each line makes one and few lines need all of it. */
export class CallCircumstances implements Circumstances {
  readonly timeMs: number;
  readonly traceId: string | undefined;
  readonly fields: Fields | undefined;
  readonly #call: Call<LoggingPorts>;
  readonly #environment: Environment;

  constructor(
    call: Call<LoggingPorts>,
    environment: Environment,
    traceId?: string | undefined,
    fields?: Fields | undefined,
  ) {
    this.timeMs = Math.floor(call.beganAtMs);
    this.traceId = traceId;
    this.fields = fields;
    this.#call = call;
    this.#environment = environment;
  }

  /** Outside an invocation the utility peer makes the identifier, and a peer that fails must not cost the line. */
  get correlationId(): string {
    try {
      return this.#call.correlationId;
    } catch {
      return 'unknown';
    }
  }

  get requestId(): string | undefined {
    return this.#call.invocation?.requestId;
  }

  get gatewayChain(): readonly string[] {
    return this.#call.gatewayChain;
  }

  get coldStart(): boolean {
    return this.#call.invocation?.coldStart ?? false;
  }

  redaction(data: unknown): unknown {
    return this.#call.peers.security.filterSensitive({ data });
  }

  lastResort(value: unknown): unknown {
    return redact(value, knownSecrets(this.#environment));
  }
}
