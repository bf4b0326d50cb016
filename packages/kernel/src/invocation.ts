import type { Clock } from './clock.ts';
import { SecretSet } from './redaction/secret-set.ts';

export interface InvocationOptions {
  readonly correlationId: string;
  /** Lambda's request id, if there is one. */
  readonly requestId?: string | undefined;
  /** Epoch milliseconds at which Lambda ends the invocation; absent when unknown. */
  readonly deadlineAtMs?: number | undefined;
  readonly coldStart?: boolean | undefined;
}

/**
 * What belongs to one invocation and to nothing else: deadline, counters, secrets, and whatever a gateway
 * keeps for as long as the invocation lasts.
 */
export class Invocation {
  readonly correlationId: string;
  readonly requestId: string | undefined;
  readonly deadlineAtMs: number | undefined;
  readonly coldStart: boolean;
  readonly startedAtMs: number;
  /** Secrets that arrived with this invocation, hidden in everything written during it. */
  readonly secrets: SecretSet = new SecretSet();
  cacheHits = 0;
  cacheMisses = 0;
  readonly #clock: Clock;
  readonly #gateways: string[] = [];
  #entered = 0;
  #runs = 0;
  /** Epoch milliseconds at which `elapsed` of the clock was 0, as seen when the run began. */
  #epochMs = 0;
  #state: Map<symbol, unknown> | undefined;
  /** What was asked for last, which mostly is asked for again. */
  #lastKey: symbol | undefined;
  #lastState: unknown;

  constructor(options: InvocationOptions, clock: Clock) {
    this.correlationId = options.correlationId;
    this.requestId = options.requestId;
    this.deadlineAtMs = options.deadlineAtMs;
    this.coldStart = options.coldStart ?? false;
    this.#clock = clock;
    this.startedAtMs = clock.now();
  }

  /** Names of the gateways that did something so far, in order of their first call. */
  get gateways(): readonly string[] {
    return this.#gateways;
  }

  /** Milliseconds until the deadline, never negative; `Infinity` when there is none. */
  remainingMs(): number {
    return this.deadlineAtMs === undefined ? Infinity : Math.max(0, this.deadlineAtMs - this.#clock.now());
  }

  /** What a gateway keeps for this invocation, made on first use. */
  state<State>(key: symbol, create: () => State): State {
    if (key === this.#lastKey) return this.#lastState as State;
    this.#state ??= new Map();
    let state = this.#state.get(key) as State | undefined;
    if (state === undefined) {
      state = create();
      this.#state.set(key, state);
    }
    this.#lastKey = key;
    this.#lastState = state;
    return state;
  }

  /**
   * @internal Epoch milliseconds at a moment that `elapsed` told; `undefined` unless the invocation is running. Only between
   * invocations an execution environment is frozen, and then nobody knows how long `elapsed` stood still.
   */
  epochMsAt(elapsed: number): number | undefined {
    return this.#runs === 0 ? undefined : this.#epochMs + elapsed;
  }

  /** @internal */
  beginRun(): void {
    if (this.#runs === 0) this.#epochMs = this.#clock.now() - this.#clock.elapsed();
    this.#runs += 1;
  }

  /** @internal */
  endRun(): void {
    this.#runs -= 1;
  }

  /** @internal Notes that a gateway was called; called once per operation, so it must cost next to nothing. */
  enter(bit: number, name: string): void {
    if ((this.#entered & bit) !== 0) return;
    this.#entered |= bit;
    this.#gateways.push(name);
  }
}

/** Carries the invocation through everything it starts, promises and callbacks included. */
export interface InvocationScope {
  current(): Invocation | undefined;
  run<Result>(invocation: Invocation, run: () => Result): Result;
}

/** A scope over `AsyncLocalStorage`: reading costs about 10 ns, and interleaved invocations never mix. */
export function createInvocationScope(): InvocationScope {
  const { AsyncLocalStorage } = process.getBuiltinModule('node:async_hooks');
  const storage = new AsyncLocalStorage<Invocation>();
  return {
    current: () => storage.getStore(),
    run(invocation, run) {
      invocation.beginRun();
      const end = () => invocation.endRun();
      let result: ReturnType<typeof run>;
      try {
        result = storage.run(invocation, run);
      } catch (error) {
        end();
        throw error;
      }
      if (result instanceof Promise) return result.finally(end) as typeof result;
      end();
      return result;
    },
  };
}
