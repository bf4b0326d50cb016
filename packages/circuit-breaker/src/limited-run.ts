import type { BreakerCallParams } from '@hearthgate/contracts';
import { type Clock, GatewayError, SignalOnRead } from '@hearthgate/kernel';

type Run<Result> = BreakerCallParams<Result>['run'];

export interface RunLimits {
  /** `Infinity` for none. */
  readonly timeoutMs: number;
  /** The caller's. */
  readonly signal: AbortSignal | undefined;
}

/**
 * A function that is run with a signal that aborts when its time is over or its caller gives up. The result rejects then,
 * whatever the function does with the signal; what it answers later is dropped.
 */
export class LimitedRun<Result> {
  readonly result: Promise<Result>;
  /** What ended it before its time, if anything did. */
  endedBy: 'timeout' | 'caller' | undefined;
  readonly #context = new SignalOnRead();
  readonly #signal: AbortSignal | undefined;
  readonly #giveUp: (() => void) | undefined;
  readonly #cancel: (() => void) | undefined;
  #reject: (error: unknown) => void = nothing;

  constructor(run: Run<Result>, name: string, { timeoutMs, signal }: RunLimits, clock: Clock) {
    if (signal !== undefined) {
      this.#signal = signal;
      this.#giveUp = () => this.#end('caller', signal.reason);
      signal.addEventListener('abort', this.#giveUp, { once: true });
    }
    if (timeoutMs !== Infinity) {
      this.#cancel = clock.after(timeoutMs, () => this.#end('timeout', timeoutOf(name, timeoutMs)));
    }
    // One promise that whatever comes first settles.
    this.result = new Promise((resolve, reject) => {
      this.#reject = reject;
      try {
        Promise.resolve(run(this.#context)).then(
          (value) => {
            this.#stop();
            resolve(value);
          },
          (error: unknown) => this.#fail(error),
        );
      } catch (error) {
        this.#fail(error);
      }
    });
  }

  #end(by: 'timeout' | 'caller', reason: unknown): void {
    this.endedBy ??= by;
    this.#fail(reason);
    SignalOnRead.abort(this.#context, reason);
  }

  #fail(error: unknown): void {
    this.#stop();
    this.#reject(error);
  }

  /** Nothing is to remain with a caller's signal, which may live for long. */
  #stop(): void {
    this.#cancel?.();
    if (this.#giveUp !== undefined) this.#signal?.removeEventListener('abort', this.#giveUp);
  }
}

function nothing(): void {}

function timeoutOf(name: string, timeoutMs: number): GatewayError {
  const message = `The call guarded by the breaker ${JSON.stringify(name)} took longer than ${timeoutMs} ms.`;
  return new GatewayError('CIRCUIT_BREAKER_TIMEOUT', message, { data: { name, timeoutMs } });
}
