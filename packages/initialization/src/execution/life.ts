import type { EnvironmentStatus, StartKind } from '@hearthgate/contracts';
import type { Clock } from '@hearthgate/kernel';

/**
 * The life of one execution environment, told by two clocks: a snapshot stops the monotonic one, while the wall clock of
 * the restored machine is right again. What the wall clock gained on the other is time that nobody lived through.
 */
export class Life {
  readonly #clock: Clock;
  readonly #type: string;
  readonly #thresholdMs: number;
  readonly #bornAtMs: number;
  #wallMs: number;
  #elapsedMs: number;
  #invocations = 0;
  #resumes = 0;
  #skippedMs: number | undefined;
  #start: StartKind | undefined;

  constructor(clock: Clock, type: string, thresholdMs: number) {
    this.#clock = clock;
    this.#type = type;
    this.#thresholdMs = thresholdMs;
    this.#bornAtMs = clock.now();
    this.#wallMs = this.#bornAtMs;
    this.#elapsedMs = clock.elapsed();
  }

  /** Compares the clocks; answers the milliseconds skipped when the environment was resumed since the last look. */
  look(): number | undefined {
    const wallMs = this.#clock.now();
    const elapsedMs = this.#clock.elapsed();
    const skippedMs = Math.round(wallMs - this.#wallMs - (elapsedMs - this.#elapsedMs));
    this.#wallMs = wallMs;
    this.#elapsedMs = elapsedMs;
    if (skippedMs < this.#thresholdMs) return undefined;
    this.#resumes += 1;
    this.#skippedMs = skippedMs;
    return skippedMs;
  }

  /**
   * Notes how an invocation found the environment. Answers whether it was restored although the clocks did not tell: start-up
   * had run, and the first invocation of a SnapStart function always comes after a restore, however soon.
   */
  enter(resumed: boolean, hadStarted: boolean): boolean {
    this.#invocations += 1;
    const isFirst = this.#invocations === 1;
    const isSnapshot = isFirst && this.#type === 'snap-start';
    if (resumed || isSnapshot) this.#start = 'resumed';
    else if (!isFirst) this.#start = 'warm';
    else this.#start = this.#type === 'provisioned-concurrency' ? 'provisioned' : 'cold';
    const isQuietRestore = isSnapshot && hadStarted && !resumed;
    if (isQuietRestore) this.#resumes += 1;
    return isQuietRestore;
  }

  get status(): EnvironmentStatus {
    return {
      initializationType: this.#type,
      ...(this.#start !== undefined && { start: this.#start }),
      invocations: this.#invocations,
      resumes: this.#resumes,
      ...(this.#skippedMs !== undefined && { skippedMs: this.#skippedMs }),
      ageMs: Math.max(0, this.#clock.now() - this.#bornAtMs),
    };
  }
}
