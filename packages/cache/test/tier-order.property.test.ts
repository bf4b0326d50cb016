import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CacheStore, createCacheGateway } from '../src/index.ts';
import { temporaryDirectory } from './support/temp-directory.ts';

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
};

/** A store at the other end of one connection: requests take effect in the order they are sent, answers come later. */
function distantStore(delays: readonly number[]): CacheStore {
  const texts = new Map<string, string>();
  let asked = 0;
  const answer = async <Result>(result: Result) => {
    asked += 1;
    await turns(delays[asked % delays.length] ?? 0);
    return result;
  };
  return {
    get: (key) => answer(texts.get(key)),
    set: (key, text) => answer(texts.set(key, text) !== undefined),
    delete: (key) => answer(texts.delete(key)),
  };
}

const cacheOn = (store: CacheStore) => createCacheGateway({ store, encryption: 'none' }).operations;

describe('operations on one key that begin before others have ended', () => {
  it('leave in memory what the last of them said, and nothing older in the tiers behind it', async () => {
    const step = fc.record({
      operation: fc.constantFrom('set', 'set', 'delete', 'invalidateTag', 'expire', 'get', 'get', 'getOrSet'),
      pause: fc.constantFrom(0, 0, 1, 2, 3),
    });
    const steps = fc.array(step, { minLength: 2, maxLength: 12 });
    const delays = fc.array(fc.nat(5), { minLength: 1, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(steps, delays, async (all, waits) => {
        const store = distantStore(waits);
        const cache = cacheOn(store);
        let last: string | undefined;
        // What getOrSet may have made since the key was last written or emptied.
        let made: string[] = [];
        const running: Promise<unknown>[] = [];
        for (const [number, { operation, pause }] of all.entries()) {
          if (operation === 'set') {
            last = `value ${number}`;
            made = [];
            running.push(cache.set({ key: 'a', value: last, tags: ['t'] }));
          } else if (operation === 'get') running.push(cache.get({ key: 'a' }));
          else if (operation === 'expire') running.push(cache.expire({ key: 'a', ttlMs: 100_000 }));
          else if (operation === 'getOrSet') {
            const create = () => turns(pause).then(() => `made ${number}`);
            if (last === undefined) made.push(`made ${number}`);
            running.push(cache.getOrSet({ key: 'a', create, tags: ['t'] }));
          } else {
            last = undefined;
            made = [];
            running.push(operation === 'delete' ? cache.delete({ key: 'a' }) : cache.invalidateTag({ tag: 't' }));
          }
          await turns(pause);
        }
        await Promise.all(running);
        const allowed = last === undefined ? [undefined, ...made] : [last];
        expect(allowed).toContain((await cache.get({ key: 'a' }))?.value);
        expect([...allowed, undefined]).toContain((await cacheOn(store).get({ key: 'a' }))?.value);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a new time to live', () => {
  it('does not bring back the value that was there before a set or a delete that began after it', async () => {
    for (const store of [undefined, distantStore([2])]) {
      const { set, get, expire, delete: remove } = createCacheGateway({ store, encryption: 'none' }).operations;
      await set({ key: 'a', value: 'old' });
      await Promise.all([expire({ key: 'a', ttlMs: 1_000 }), set({ key: 'a', value: 'new' })]);
      expect((await get({ key: 'a' }))?.value).toBe('new');
      await Promise.all([expire({ key: 'a', ttlMs: 1_000 }), remove({ key: 'a' })]);
      expect(await get({ key: 'a' })).toBeUndefined();
    }
  });
});

describe('a value that is on its way to a store when its tag is invalidated', () => {
  it('is not served afterwards by anybody', async () => {
    const store = distantStore([3]);
    const { set, get, invalidateTag } = cacheOn(store);
    await set({ key: 'a', value: 1, tags: ['t'] });
    const writing = [set({ key: 'a', value: 2, tags: ['t'] }), set({ key: 'a', value: 3, tags: ['t'] })];
    expect((await get({ key: 'a' }))?.value).toBe(3);
    await invalidateTag({ tag: 't' });
    await Promise.all(writing);
    expect(await get({ key: 'a' })).toBeUndefined();
    expect(await cacheOn(store).get({ key: 'a' })).toBeUndefined();
  });
});

describe('a key that is asked for while it is being deleted', () => {
  it('is not there when that has ended', async () => {
    const { set, get, delete: remove } = cacheOn(distantStore([3]));
    await set({ key: 'a', value: 1 });
    await Promise.all([set({ key: 'a', value: 2 }), remove({ key: 'a' }), get({ key: 'a' })]);
    expect(await get({ key: 'a' })).toBeUndefined();
  });
});

describe('a value on its way from the store to the temp directory', () => {
  it('does not stay there when it is deleted or its tag is invalidated meanwhile', async () => {
    for (let turn = 0; turn < 24; turn += 1) {
      for (const forget of ['delete', 'invalidateTag'] as const) {
        const store = distantStore([2]);
        await cacheOn(store).set({ key: 'a', value: 'old', tags: ['t'] });
        const options = { store, directory: temporaryDirectory(), encryption: 'none' as const };
        const { operations } = createCacheGateway(options);
        await operations.get({ key: 'another' });
        const asked = operations.get({ key: 'a' });
        await turns(turn);
        await Promise.all([asked, operations[forget]({ key: 'a', tag: 't' })]);
        expect(await operations.get({ key: 'a' })).toBeUndefined();
        expect(await createCacheGateway(options).operations.get({ key: 'a' })).toBeUndefined();
      }
    }
  });
});
