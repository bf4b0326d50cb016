import { seededRandom } from '../../virtual-time.ts';

/** Draws from the distributions of the simulation; the same seed draws the same. */
export class Draws {
  readonly uniform: () => number;
  #spare: number | undefined;

  constructor(seed: number) {
    this.uniform = seededRandom(seed);
  }

  /** Standard normal (Box and Muller). */
  normal(): number {
    if (this.#spare !== undefined) {
      const spare = this.#spare;
      this.#spare = undefined;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.#spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** Exact for a mean up to 60, beyond it the normal distribution that it comes close to. */
  poisson(mean: number): number {
    if (mean <= 0) return 0;
    if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.uniform(); product > limit; product *= this.uniform()) count += 1;
    return count;
  }

  logNormal({ medianMs, sigma }: { readonly medianMs: number; readonly sigma: number }): number {
    return medianMs * Math.exp(sigma * this.normal());
  }
}
