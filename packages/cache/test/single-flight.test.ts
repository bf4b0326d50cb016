import { hasCode } from '@hearthgate/kernel';
import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createCacheGateway } from '../src/index.ts';

/** A cache and a create that is settled by hand, run after run. */
function bench() {
  const { operations } = createCacheGateway({}, { environment: createTestEnvironment() });
  const runs: PromiseWithResolvers<unknown>[] = [];
  const create = () => {
    const run = Promise.withResolvers<unknown>();
    runs.push(run);
    return run.promise;
  };
  const ask = (key = 'a', tags?: readonly string[]) => operations.getOrSet({ key, create, tags });
  return { ...operations, runs, ask };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('concurrent callers of one key', () => {
  it('share one run of create and its result', async () => {
    const { ask, runs } = bench();
    const asked = [ask(), ask(), ask()];
    await turn();
    asked.push(ask());
    expect(runs).toHaveLength(1);
    runs[0]?.resolve('made');
    expect(await Promise.all(asked)).toEqual(['made', 'made', 'made', 'made']);
    expect(await ask()).toBe('made');
    expect(runs).toHaveLength(1);
  });

  it('do not wait for those of another key', async () => {
    const { ask, runs } = bench();
    const [one, other] = [ask('a'), ask('b')];
    runs[1]?.resolve('b');
    expect(await other).toBe('b');
    runs[0]?.resolve('a');
    expect(await one).toBe('a');
  });

  it('all get the very error of create, and the next caller tries again', async () => {
    const { ask, runs, has } = bench();
    const asked = [ask(), ask(), ask()].map((one) => one.catch((error: unknown) => error));
    const error = new RangeError('no answer');
    runs[0]?.reject(error);
    for (const got of await Promise.all(asked)) expect(got).toBe(error);
    expect(await has({ key: 'a' })).toBe(false);
    const again = ask();
    runs[1]?.resolve('made');
    expect(await again).toBe('made');
  });

  it('get what create threw at once, whatever it was', async () => {
    const { operations } = createCacheGateway();
    const thrown = operations.getOrSet({
      key: 'a',
      create: () => {
        throw 'a text';
      },
    });
    await expect(thrown).rejects.toBe('a text');
    expect(await operations.getOrSet({ key: 'a', create: () => 1 })).toBe(1);
  });

  it('get undefined when create makes nothing, and it is made again next time', async () => {
    const { ask, runs, has } = bench();
    const asked = [ask(), ask()];
    runs[0]?.resolve(undefined);
    expect(await Promise.all(asked)).toEqual([undefined, undefined]);
    expect(await has({ key: 'a' })).toBe(false);
    void ask();
    expect(runs).toHaveLength(2);
  });
});

describe('what happens to a key while create runs for it', () => {
  it('a newer value is not overwritten by the one that comes later', async () => {
    const { ask, runs, set, get } = bench();
    const asked = ask();
    await set({ key: 'a', value: 'newer' });
    runs[0]?.resolve('older');
    expect(await asked).toBe('older');
    expect(await get({ key: 'a' })).toMatchObject({ value: 'newer' });
  });

  it.each([
    ['deleted', (cache: ReturnType<typeof bench>) => cache.delete({ key: 'a' })],
    ['cleared', (cache: ReturnType<typeof bench>) => cache.clear()],
    ['invalidated by its tag', (cache: ReturnType<typeof bench>) => cache.invalidateTag({ tag: 'home' })],
  ])('what was %s meanwhile stays away, and whoever asks later gets a fresh one', async (_, forget) => {
    const cache = bench();
    const early = cache.ask('a', ['home']);
    await forget(cache);
    const late = cache.ask('a', ['home']);
    expect(cache.runs).toHaveLength(2);
    cache.runs[1]?.resolve('fresh');
    expect(await late).toBe('fresh');
    cache.runs[0]?.resolve('out of date');
    expect(await early).toBe('out of date');
    expect(await cache.get({ key: 'a' })).toMatchObject({ value: 'fresh' });
  });

  it('an invalidation of another tag does not touch it', async () => {
    const { ask, runs, invalidateTag, has } = bench();
    const asked = ask('a', ['home']);
    await invalidateTag({ tag: 'garden' });
    runs[0]?.resolve('made');
    await asked;
    expect(await has({ key: 'a' })).toBe(true);
  });
});

describe('a create that asks the cache itself', () => {
  it('may ask for other keys', async () => {
    const { getOrSet } = createCacheGateway().operations;
    const made = getOrSet({ key: 'a', create: async () => 1 + (await getOrSet({ key: 'b', create: () => 1 })) });
    expect(await made).toBe(2);
  });

  it.each(['at once', 'later'])(
    'is told when it asks for its own key %s, instead of waiting for ever',
    async (when) => {
      const { getOrSet } = createCacheGateway().operations;
      const create = async (): Promise<number> => {
        if (when === 'later') await turn();
        return getOrSet({ key: 'b', create: () => getOrSet({ key: 'a', create }) });
      };
      const error = await getOrSet({ key: 'a', create }).catch((caught: unknown) => caught);
      expect(hasCode(error, 'CACHE_CREATE_CYCLE')).toBe(true);
      expect(await getOrSet({ key: 'a', create: () => 1 })).toBe(1);
    },
  );

  it('may leave something running that asks for the key much later', async () => {
    const { getOrSet, delete: remove } = createCacheGateway().operations;
    let later: Promise<number> | undefined;
    const slow = Promise.withResolvers<number>();
    await getOrSet({
      key: 'a',
      create: () => {
        later = turn()
          .then(turn)
          .then(() => getOrSet({ key: 'a', create: () => 3 }));
        return 1;
      },
    });
    await remove({ key: 'a' });
    const second = getOrSet({ key: 'a', create: () => slow.promise });
    await turn();
    await turn();
    slow.resolve(2);
    expect(await Promise.all([second, later])).toEqual([2, 2]);
  });
});
