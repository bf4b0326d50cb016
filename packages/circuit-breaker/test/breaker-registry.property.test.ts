import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BreakerRegistry } from '../src/breaker-registry.ts';
import { defaultSettings } from '../src/options.ts';

type Health = 'closed' | 'open' | 'isolated';

/** Looks at all that it has each time. */
class PlainRegistry {
  readonly kept = new Map<string, { health: Health; lastUse: number }>();
  readonly #limit: number;
  #uses = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  use(name: string): void {
    this.#uses += 1;
    const known = this.kept.get(name);
    if (known !== undefined) {
      known.lastUse = this.#uses;
      return;
    }
    if (this.kept.size >= this.#limit) {
      const order: readonly Health[] = ['closed', 'open', 'isolated'];
      const [victim] = [...this.kept].sort(
        ([, a], [, b]) => order.indexOf(a.health) - order.indexOf(b.health) || a.lastUse - b.lastUse,
      );
      this.kept.delete(victim?.[0] ?? '');
    }
    this.kept.set(name, { health: 'closed', lastUse: this.#uses });
  }
}

const step = fc.record({
  name: fc.integer({ min: 0, max: 11 }).map((number) => `b${number}`),
  health: fc.constantFrom<Health>('closed', 'closed', 'closed', 'open', 'isolated'),
});

describe('the breakers of a gateway', () => {
  it('are those that a look at all of them each time would have left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.array(step, { maxLength: 120 }), (limit, steps) => {
        const registry = new BreakerRegistry(limit);
        const plain = new PlainRegistry(limit);
        for (const { name, health } of steps) {
          const { breaker } = registry.forCall(name, () => defaultSettings);
          plain.use(name);
          breaker.reset();
          if (health === 'isolated') breaker.isolate(0);
          if (health === 'open') breaker.restoreOpen({ value: 'open', attempt: 1, openedAtMs: 0, retryAtMs: 1_000 });
          const known = plain.kept.get(name);
          if (known !== undefined) known.health = health;
          expect(
            registry
              .list()
              .map((entry) => entry.breaker.name)
              .sort(),
          ).toEqual([...plain.kept.keys()].sort());
        }
      }),
    );
  });
});
