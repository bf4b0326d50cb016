import type { Call, Environment, Redactions } from '@hearthgate/kernel';
import type { EmfDocument } from './emf/emf-document.ts';
import type { PublishContext } from './emf/publisher.ts';
import type { Alone, MetricsPorts } from './ports.ts';
import { MetricBuffer } from './recording/metric-buffer.ts';
import type { RecordingContext } from './recording/recorder.ts';

export interface CallContext extends RecordingContext, PublishContext, Redactions {}

/** The values of the current invocation, or of the instance outside one. */
export function createBufferOf(): (call: Call<MetricsPorts>) => MetricBuffer {
  const bufferKey = Symbol('metrics of the invocation');
  const outside = new MetricBuffer();
  const create = () => new MetricBuffer();
  return ({ invocation }) => (invocation === undefined ? outside : invocation.state(bufferKey, create));
}

/** What recording and publishing need of a call. Peers that fail cost what they were asked for, never the recording. */
export function createCallContext(environment: Environment, alone: Alone): (call: Call<MetricsPorts>) => CallContext {
  return (call) => new PeerContext(call, environment, alone);
}

class PeerContext implements CallContext {
  readonly #call: Call<MetricsPorts>;
  readonly #environment: Environment;
  readonly #alone: Alone;

  constructor(call: Call<MetricsPorts>, environment: Environment, alone: Alone) {
    this.#call = call;
    this.#environment = environment;
    this.#alone = alone;
  }

  get timestampMs(): number {
    const { utility } = this.#call.peers;
    // Alone, it would be written as text and read again.
    if (utility === this.#alone.ports.utility) return this.#environment.clock.now();
    const told = attempt(
      () => Number(utility.getTimestamp({ format: 'epoch-ms' })),
      () => Number.NaN,
    );
    return Number.isSafeInteger(told) ? told : this.#environment.clock.now();
  }

  get correlationId(): string {
    return attempt(
      () => this.#call.correlationId,
      () => 'unknown',
    );
  }

  get requestId(): string | undefined {
    return this.#call.invocation?.requestId;
  }

  redaction(data: unknown): unknown {
    return attempt(
      () => this.#call.peers.security.filterSensitive({ data }),
      () => this.lastResort(data),
    );
  }

  lastResort(data: unknown): unknown {
    return this.#alone.ports.security.filterSensitive({ data });
  }

  warn(message: string): void {
    attempt(
      () => this.#call.peers.logging.warning({ message }),
      () => undefined,
    );
  }

  write(document: EmfDocument): void {
    const { logging } = this.#call.peers;
    if (logging === this.#alone.ports.logging) this.#alone.write(document);
    else logging.writeDocument({ document: document.members, head: document.head });
  }
}

function attempt<Result>(first: () => Result, otherwise: () => Result): Result {
  try {
    return first();
  } catch {
    return otherwise();
  }
}
