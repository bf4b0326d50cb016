import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createCacheGateway } from '../src/index.ts';

describe('invalidating a tag', () => {
  const create = () => {
    const environment = createTestEnvironment();
    return { clock: environment.clock, ...createCacheGateway({}, { environment }).operations };
  };

  it('removes all entries that carry it and no other, and says how many', async () => {
    const { set, has, invalidateTag } = create();
    await set({ key: 'lamp', value: 1, tags: ['light', 'kitchen'] });
    await set({ key: 'spot', value: 1, tags: ['light'] });
    await set({ key: 'oven', value: 1, tags: ['kitchen'] });
    await set({ key: 'plain', value: 1 });
    expect(await invalidateTag({ tag: 'light' })).toBe(2);
    expect(await Promise.all(['lamp', 'spot', 'oven', 'plain'].map((key) => has({ key })))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(await invalidateTag({ tag: 'kitchen' })).toBe(1);
    expect(await invalidateTag({ tag: 'kitchen' })).toBe(0);
  });

  it('goes by the tags of the last write', async () => {
    const { set, has, invalidateTag } = create();
    await set({ key: 'lamp', value: 1, tags: ['old', 'both'] });
    await set({ key: 'lamp', value: 2, tags: ['new', 'both'] });
    expect(await invalidateTag({ tag: 'old' })).toBe(0);
    expect(await has({ key: 'lamp' })).toBe(true);
    expect(await invalidateTag({ tag: 'new' })).toBe(1);
    expect(await invalidateTag({ tag: 'both' })).toBe(0);
  });

  it('does not count what had expired', async () => {
    const { set, invalidateTag, clock } = create();
    await set({ key: 'short', value: 1, ttlMs: 5, tags: ['t'] });
    await set({ key: 'long', value: 1, ttlMs: 50, tags: ['t'] });
    await clock.advance(10);
    expect(await invalidateTag({ tag: 't' })).toBe(1);
  });

  it('reaches what getOrSet has stored', async () => {
    const { getOrSet, invalidateTag } = create();
    await getOrSet({ key: 'lamp', create: () => 1, tags: ['light'] });
    expect(await invalidateTag({ tag: 'light' })).toBe(1);
    expect(await getOrSet({ key: 'lamp', create: () => 2 })).toBe(2);
  });

  it('refuses what is no tag', async () => {
    const { invalidateTag } = create();
    for (const tag of ['', 7, undefined, 'x'.repeat(1_025)]) {
      await expect(invalidateTag({ tag: tag as never })).rejects.toMatchObject({ code: 'CACHE_INVALID_TAG' });
    }
  });
});
