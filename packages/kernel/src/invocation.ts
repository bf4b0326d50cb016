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
  cacheHits = 0;
  cacheMisses = 0;
  readonly #clock: Clock;
  readonly #gateways: string[] = [];
  #entered = 0;
  #runs = 0;
  /** Epoch milliseconds at which `elapsed` of the clock was 0, as seen when the run began. */
  #epochMs = 0;
  #secrets: SecretSet | undefined;
  /** A few keys, which are looked through sooner than a map is made. */
  readonly #keys: symbol[] = [];
  readonly #states: unknown[] = [];
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

  /** Secrets that arrived with this invocation, hidden in everything written during it. */
  get secrets(): SecretSet {
    this.#secrets ??= new SecretSet();
    return this.#secrets;
  }

  /** @internal The secrets of the composition, and those of this invocation. */
  secretsBehind(outer: SecretSet): readonly string[] {
    return this.#secrets === undefined ? outer.listBehind() : this.#secrets.listBehind(outer);
  }

  /** Names of the gateways that did something so far, in order of their first call. */
  get gateways(): readonly string[] {
    return this.#gateways;
  }

  /**
   * Milliseconds until the deadline, never negative; `Infinity` when there is none.
   *
   * @param nowMs for who has looked at the clock already
   */
  remainingMs(nowMs?: number): number {
    return this.deadlineAtMs === undefined ? Infinity : Math.max(0, this.deadlineAtMs - (nowMs ?? this.#clock.now()));
  }

  /** What a gateway keeps for this invocation, made on first use. */
  state<State>(key: symbol, create: () => State): State {
    if (key === this.#lastKey) return this.#lastState as State;
    let at = this.#keys.indexOf(key);
    if (at < 0) {
      const made = create();
      // What is made may itself have asked for others.
      at = this.#keys.push(key) - 1;
      this.#states.push(made);
    }
    this.#lastKey = key;
    this.#lastState = this.#states[at];
    return this.#lastState as State;
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
      let result: ReturnType<typeof run>;
      try {
        result = storage.run(invocation, run);
      } catch (error) {
        invocation.endRun();
        throw error;
      }
      if (result instanceof Promise) {
        // `finally` makes three promises more.
        return result.then(
          (value) => {
            invocation.endRun();
            return value;
          },
          (error: unknown) => {
            invocation.endRun();
            throw error;
          },
        ) as typeof result;
      }
      invocation.endRun();
      return result;
    },
  };
}
