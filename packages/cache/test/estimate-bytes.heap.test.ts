import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createCacheGateway } from '../src/index.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Nothing may be freed between two looks at the heap. */
const kept: unknown[] = [];

function usedBytes(): number {
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const entity = (index: number) =>
  JSON.parse(
    JSON.stringify({
      id: `light.room_${index}`,
      state: index % 2 === 0 ? 'on' : 'off',
      attributes: { brightness: index % 255, name: `Room ${index}`, supported: ['rgb', 'xy'] },
      changed: '2026-01-01T00:00:00.000Z',
    }),
  ) as unknown;

describe('the estimate against the heap', () => {
  it.each([
    ['small numbers', 20_000, (index: number) => index],
    ['objects as an API answers them', 5_000, entity],
    [
      'tables with names of their own',
      200,
      (index: number) => Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`entity_${index}_${at}`, at])),
    ],
    ['texts', 5_000, (index: number) => `${index} ${'x'.repeat(500)}`.toUpperCase()],
    ['texts beyond Latin-1', 5_000, (index: number) => `${index} ${'\u4e2d'.repeat(500)}`.toUpperCase()],
    ['bytes', 5_000, (index: number) => Buffer.alloc(2_000, index)],
  ])('is not less than what %s really take, nor three times as much', async (_, count, make) => {
    const { operations } = createCacheGateway({ maxBytes: 256 * 1024 * 1024 });
    kept.push(
      operations,
      Array.from({ length: 100 }, (_, index) => make(index)),
    );
    const before = usedBytes();
    for (let index = 0; index < count; index += 1) {
      await operations.set({ key: `key:${index}`, value: make(index), tags: ['all'] });
    }
    const taken = usedBytes() - before;
    const { bytes, entries } = operations.getStats();
    expect(entries).toBe(count);
    // A tenth for what the test itself leaves behind.
    expect(bytes).toBeGreaterThan(taken * 0.9);
    expect(bytes).toBeLessThan(taken * 3);
  });
});
