import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEntry, isFresh } from '../src/entry.ts';
import { MemoryTier } from '../src/memory/memory-tier.ts';
import { TagIndex } from '../src/memory/tag-index.ts';

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f'];
const TAGS = ['red', 'green', 'blue'];
const MAX_BYTES = 4_000;
const MAX_ENTRY_BYTES = 2_000;

interface Kept {
  readonly value: string;
  readonly bytes: number;
  readonly expiresAtMs: number;
  readonly tags: readonly string[];
}

/** What a tier should do, as plainly as it can be said: a list from least to most recently used. */
class Model {
  nowMs = 1_000;
  evictions = 0;
  refused = 0;
  readonly kept = new Map<string, Kept>();

  bytes() {
    return [...this.kept.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  live(key: string) {
    const kept = this.kept.get(key);
    return kept !== undefined && this.nowMs <= kept.expiresAtMs ? kept : undefined;
  }

  get(key: string) {
    const kept = this.live(key);
    this.kept.delete(key);
    if (kept !== undefined) this.kept.set(key, kept);
    return kept?.value;
  }

  set(key: string, entry: Kept) {
    this.kept.delete(key);
    if (entry.bytes > MAX_ENTRY_BYTES) {
      this.refused += 1;
      return;
    }
    for (const [oldest] of [...this.kept]) {
      if (this.bytes() + entry.bytes <= MAX_BYTES) break;
      this.kept.delete(oldest);
      this.evictions += 1;
    }
    this.kept.set(key, entry);
  }

  delete(key: string) {
    const served = this.live(key) !== undefined;
    this.kept.delete(key);
    return served;
  }

  invalidate(tag: string) {
    const carriers = [...this.kept].filter(([, { tags }]) => tags.includes(tag)).map(([key]) => key);
    return carriers.filter((key) => this.delete(key)).length;
  }

  dropExpired() {
    for (const key of [...this.kept.keys()]) if (this.live(key) === undefined) this.kept.delete(key);
  }
}

const key = fc.constantFrom(...KEYS);
const tag = fc.constantFrom(...TAGS);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('set' as const),
      key,
      length: fc.integer({ min: 0, max: 1_000 }),
      ttlMs: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constant(Number.POSITIVE_INFINITY)),
      tags: fc.uniqueArray(tag),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('get' as const), key }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), key }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('invalidate' as const), tag }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.integer({ min: 0, max: 20 }) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'dropExpired' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'clear' as const }) },
);

describe('the memory tier', () => {
  it('does what a plain list would do, and its tags never name an entry that is gone', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const model = new Model();
        const tags = new TagIndex();
        const tier = new MemoryTier({
          maxBytes: MAX_BYTES,
          maxEntryBytes: MAX_ENTRY_BYTES,
          tags,
          now: () => model.nowMs,
        });
        for (const [index, one] of steps.entries()) {
          if (one.do === 'set') {
            const value = `${index}:`.padEnd(one.length + 5, 'x');
            const { bytes, stored } = tier.put(createEntry({ ...one, value, storedAtMs: model.nowMs }));
            model.set(one.key, { value, bytes, expiresAtMs: model.nowMs + one.ttlMs, tags: one.tags });
            expect(stored).toBe(model.kept.has(one.key));
          } else if (one.do === 'get') expect(tier.get(one.key, model.nowMs)?.value).toBe(model.get(one.key));
          else if (one.do === 'delete') expect(tier.delete(one.key)).toBe(model.delete(one.key));
          else if (one.do === 'invalidate') expect(tier.invalidateTag(one.tag)).toBe(model.invalidate(one.tag));
          else if (one.do === 'advance') model.nowMs += one.ms;
          else if (one.do === 'dropExpired') {
            tier.dropExpired();
            model.dropExpired();
          } else {
            tier.clear();
            model.kept.clear();
          }
          expectSame(tier, tags, model);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function expectSame(tier: MemoryTier, tags: TagIndex, model: Model): void {
  expect({ size: tier.size, bytes: tier.bytes, evictions: tier.evictions, refused: tier.refused }).toEqual({
    size: model.kept.size,
    bytes: model.bytes(),
    evictions: model.evictions,
    refused: model.refused,
  });
  const has = (one: string) => {
    const entry = tier.peek(one);
    return entry !== undefined && isFresh(entry, model.nowMs);
  };
  expect(KEYS.map(has)).toEqual(KEYS.map((one) => model.live(one) !== undefined));
  const carriers = TAGS.map((one) => [...model.kept].filter(([, kept]) => kept.tags.includes(one)).map(([at]) => at));
  expect(TAGS.map((one) => [...tags.keysOf(one)].sort())).toEqual(carriers.map((keys) => keys.sort()));
  expect(tags.size).toBe(carriers.filter((keys) => keys.length > 0).length);
}
