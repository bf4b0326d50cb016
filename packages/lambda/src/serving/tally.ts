import type { HealthCheckItem, StartupReport } from '@hearthgate/contracts';

/** How many of the last invocations the failure rate looks at. */
const WINDOW = 50;
/** How many durations are kept for the average and the percentile. */
const DURATIONS = 200;
/** Fewer invocations than this make no rate. */
const MIN_SAMPLE = 5;
const DEGRADED_RATE = 0.1;
const UNHEALTHY_RATE = 0.5;

/** Counts invocations of one execution environment and remembers how the last ones ended. */
export class Tally {
  invocations = 0;
  failures = 0;
  /** The last start-up; absent before the first. */
  startup: StartupReport | undefined;
  #begun = 0;
  readonly #recent: boolean[] = [];
  readonly #durations: number[] = [];

  /** Notes that an invocation begins; answers whether it is the first of this environment. */
  begin(): boolean {
    this.#begun += 1;
    return this.#begun === 1;
  }

  /** Whether nothing has begun yet. */
  get isCold(): boolean {
    return this.#begun === 0;
  }

  end(failed: boolean, durationMs: number): void {
    // Only their number matters, not their order, so the oldest one's place is taken.
    this.#recent[this.invocations % WINDOW] = failed;
    this.#durations[this.invocations % DURATIONS] = durationMs;
    this.invocations += 1;
    if (failed) this.failures += 1;
  }

  /** Failures over invocations of the last ones; 0 while there are too few to tell. */
  get errorRate(): number {
    return this.#recent.length < MIN_SAMPLE ? 0 : this.#failed / this.#recent.length;
  }

  /** The average and the 95th percentile (nearest rank) in milliseconds; nothing before the first invocation. */
  get durations(): { readonly averageMs?: number; readonly p95Ms?: number } {
    if (this.#durations.length === 0) return {};
    const sorted = Float64Array.from(this.#durations).sort();
    const sum = sorted.reduce((total, one) => total + one, 0);
    return { averageMs: sum / sorted.length, p95Ms: sorted[Math.ceil(sorted.length * 0.95) - 1] as number };
  }

  get #failed(): number {
    return this.#recent.filter(Boolean).length;
  }

  check(): HealthCheckItem {
    const rate = this.errorRate;
    const state = rate >= UNHEALTHY_RATE ? 'unhealthy' : rate >= DEGRADED_RATE ? 'degraded' : 'healthy';
    const detail = `${this.#failed} of the last ${this.#recent.length} invocations failed.`;
    return { name: 'failure-rate', state, detail };
  }
}
