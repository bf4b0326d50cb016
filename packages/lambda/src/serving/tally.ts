import type { HealthCheckItem } from '@hearthgate/contracts';

/** How many of the last invocations the failure rate looks at. */
const WINDOW = 50;
/** Fewer invocations than this make no rate. */
const MIN_SAMPLE = 5;
const DEGRADED_RATE = 0.1;
const UNHEALTHY_RATE = 0.5;

/** Counts invocations of one execution environment and remembers how the last ones ended. */
export class Tally {
  invocations = 0;
  failures = 0;
  #begun = 0;
  readonly #recent: boolean[] = [];

  /** Notes that an invocation begins; answers whether it is the first of this environment. */
  begin(): boolean {
    this.#begun += 1;
    return this.#begun === 1;
  }

  /** Whether nothing has begun yet. */
  get isCold(): boolean {
    return this.#begun === 0;
  }

  end(failed: boolean): void {
    this.invocations += 1;
    if (failed) this.failures += 1;
    this.#recent.push(failed);
    if (this.#recent.length > WINDOW) this.#recent.shift();
  }

  check(): HealthCheckItem {
    const sample = this.#recent.length;
    const failed = this.#recent.filter(Boolean).length;
    const rate = sample < MIN_SAMPLE ? 0 : failed / sample;
    const state = rate >= UNHEALTHY_RATE ? 'unhealthy' : rate >= DEGRADED_RATE ? 'degraded' : 'healthy';
    return { name: 'failure-rate', state, detail: `${failed} of the last ${sample} invocations failed.` };
  }
}
