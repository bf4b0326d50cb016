import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createSingletonGateway } from '../src/index.ts';

const bench = () => createSingletonGateway({}, { environment: createTestEnvironment() }).operations;
const turn = () => new Promise((resolve) => setImmediate(resolve));
const cycle = (...path: string[]) => ({
  code: 'SINGLETON_CYCLE',
  message: expect.stringContaining(path.join(' > ')),
  data: { path },
});

describe('waits that would never end', () => {
  it.each(['at once', 'later'])('an instance that needs itself %s is told so', async (when) => {
    const { get } = bench();
    const create = async (): Promise<unknown> => {
      if (when === 'later') await turn();
      return get({ key: 'a' });
    };
    await expect(get({ key: 'a', create })).rejects.toMatchObject(cycle('a', 'a'));
  });

  it('a circle of instances is named from the one that closes it', async () => {
    const { register, get } = bench();
    const needs: Record<string, string> = { a: 'b', b: 'c', c: 'a' };
    for (const [key, other] of Object.entries(needs)) register({ key, create: () => get({ key: other }) });
    await expect(get({ key: 'a' })).rejects.toMatchObject(cycle('c', 'a', 'b', 'c'));
  });

  it('a circle is found when its parts were started apart', async () => {
    const { register, get } = bench();
    const needing = (other: string) => async () => {
      await turn();
      return get({ key: other });
    };
    register({ key: 'a', create: needing('b') });
    register({ key: 'b', create: needing('a') });
    const [a, b] = await Promise.allSettled([get({ key: 'a' }), get({ key: 'b' })]);
    expect(a).toMatchObject({ status: 'rejected', reason: cycle('b', 'a', 'b') });
    expect(b).toMatchObject({ status: 'rejected', reason: cycle('b', 'a', 'b') });
  });

  it('two that need the same third are no circle', async () => {
    const { register, get } = bench();
    register({ key: 'base', create: () => turn().then(() => 1) });
    for (const key of ['left', 'right']) {
      register({ key, create: async () => turn().then(async () => 1 + (await get<number>({ key: 'base' }))) });
    }
    register({ key: 'top', create: () => Promise.all([get({ key: 'left' }), get({ key: 'right' })]) });
    expect(await get({ key: 'top' })).toEqual([2, 2]);
  });

  it('a creation cannot reset itself, nor everything', async () => {
    const { get, reset, resetAll } = bench();
    await expect(get({ key: 'a', create: () => reset({ key: 'a' }) })).rejects.toMatchObject(
      cycle('end of a', 'a', 'end of a'),
    );
    await expect(get({ key: 'a', create: () => resetAll() })).rejects.toMatchObject(cycle('a', 'a'));
    expect(await get({ key: 'a', create: () => 1 })).toBe(1);
  });

  it('a disposal cannot ask for what it is ending, and the rest ends all the same', async () => {
    const { get, resetAll, has } = bench();
    await get({ key: 'a', create: () => 1 });
    await get({ key: 'b', create: () => 1, dispose: () => get({ key: 'b' }).then(() => {}) });
    await expect(resetAll()).rejects.toMatchObject({
      code: 'SINGLETON_DISPOSE_FAILED',
      cause: { errors: [{ cause: cycle('end of b', 'end of b') }] },
    });
    expect([has({ key: 'a' }), has({ key: 'b' })]).toEqual([false, false]);
  });

  it('a disposal that resets everything fails by itself', async () => {
    const { get, resetAll, has } = bench();
    await get({ key: 'a', create: () => 1 });
    await get({ key: 'b', create: () => 1, dispose: () => resetAll().then(() => {}) });
    await expect(resetAll()).rejects.toMatchObject({ code: 'SINGLETON_DISPOSE_FAILED', data: { keys: ['b'] } });
    expect([has({ key: 'a' }), has({ key: 'b' })]).toEqual([false, false]);
  });

  it('what a creation left running may ask for anything later', async () => {
    const { get, reset } = bench();
    const go = Promise.withResolvers<void>();
    let later: Promise<unknown> | undefined;
    const create = () => {
      later ??= go.promise.then(() => get({ key: 'a' }));
      return turn().then(() => 'made');
    };
    await get({ key: 'a', create });
    await reset({ key: 'a' });
    const again = get({ key: 'a', create });
    go.resolve();
    expect(await Promise.all([again, later])).toEqual(['made', 'made']);
  });
});
