import type { BreakerRegistry } from './breaker-registry.ts';
import type { CircuitBreakerPorts } from './ports.ts';

const KEY = 'circuit-breaker:breakers';

/**
 * The breakers of the execution environment. The singleton peer keeps them, so that every gateway of the environment
 * opens and closes the same ones, and so that they end with everything else that lives once.
 */
export class EnvironmentBreakers {
  #registry: BreakerRegistry;
  #joined = false;

  constructor(own: BreakerRegistry) {
    this.#registry = own;
  }

  get current(): BreakerRegistry {
    return this.#registry;
  }

  /** Whether `current` is what the environment shares. */
  get joined(): boolean {
    return this.#joined;
  }

  /** Joins the breakers of the environment, or begins them with the own; a peer that fails leaves the own. */
  async join(singleton: CircuitBreakerPorts['singleton']): Promise<void> {
    const own = this.#registry;
    const dispose = (registry: BreakerRegistry): void => {
      registry.clear();
      this.#joined = false;
    };
    const shared = await singleton.get({ key: KEY, create: () => own, dispose }).catch(() => own);
    // What was forced open before the first call stays so.
    if (shared !== own) shared.adopt(own.list());
    this.#registry = shared;
    this.#joined = true;
  }
}
