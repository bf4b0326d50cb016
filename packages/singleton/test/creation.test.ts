import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createSingletonGateway, genericSingletonOperation } from '../src/index.ts';

const create = () => createSingletonGateway({}, { environment: createTestEnvironment() }).operations;
const codeOf = (code: string) => expect.objectContaining({ code });

describe('an instance', () => {
  it('is made when it is first asked for, and only then', async () => {
    const { register, get, has } = create();
    let made = 0;
    register({ key: 'pool', create: () => ({ number: ++made }) });
    expect([made, has({ key: 'pool' })]).toEqual([0, false]);
    const first = await get({ key: 'pool' });
    expect(await get({ key: 'pool' })).toBe(first);
    expect([made, has({ key: 'pool' })]).toEqual([1, true]);
  });

  it('is made once for all who ask while it is being made', async () => {
    const { get } = create();
    let made = 0;
    const slow = Promise.withResolvers<void>();
    const ask = () => get({ key: 'pool', create: () => slow.promise.then(() => ({ number: ++made })) });
    const asked = [ask(), ask(), get({ key: 'pool' })];
    slow.resolve();
    const [one, two, three] = await Promise.all(asked);
    expect(two).toBe(one);
    expect(three).toBe(one);
    expect(made).toBe(1);
  });

  it('may be anything, undefined included', async () => {
    const { get } = create();
    let made = 0;
    for (let time = 0; time < 2; time += 1) {
      expect(await get({ key: 'nothing', create: () => void ++made })).toBeUndefined();
    }
    expect(made).toBe(1);
  });

  it('goes by what was registered, whatever a get brings along', async () => {
    const { register, get } = create();
    register({ key: 'pool', create: () => 'registered' });
    expect(await get({ key: 'pool', create: () => 'brought' })).toBe('registered');
  });

  it('that exists is kept though a get brings another create', async () => {
    const { get } = create();
    await get({ key: 'pool', create: () => 'first' });
    expect(await get({ key: 'pool', create: () => 'second' })).toBe('first');
    expect(await get({ key: 'pool' })).toBe('first');
  });

  it('lives in one gateway, not in another', async () => {
    const one = create();
    await one.get({ key: 'pool', create: () => 1 });
    expect(create().has({ key: 'pool' })).toBe(false);
  });

  it('may need others, which are made on the way', async () => {
    const { register, get, list } = create();
    register({ key: 'client', create: async () => ({ pool: await get({ key: 'pool' }) }) });
    register({ key: 'pool', create: () => 'the pool' });
    expect(await get({ key: 'client' })).toEqual({ pool: 'the pool' });
    expect(list().map(({ state }) => state)).toEqual(['ready', 'ready']);
  });
});

describe('a creation that fails', () => {
  it('gives its very error to all who waited, is not kept, and may be tried again', async () => {
    const { register, get, has } = create();
    const error = new RangeError('no network');
    let attempts = 0;
    register({
      key: 'pool',
      create: () => {
        attempts += 1;
        if (attempts === 1) throw error;
        return 'made';
      },
    });
    const caught = await Promise.all([1, 2].map(() => get({ key: 'pool' }).catch((one: unknown) => one)));
    expect(caught[0]).toBe(error);
    expect(caught[1]).toBe(error);
    expect(has({ key: 'pool' })).toBe(false);
    expect(await get({ key: 'pool' })).toBe('made');
  });

  it('of a key that nobody registered leaves the next caller to bring a better create', async () => {
    const { get } = create();
    const failing = get({ key: 'pool', create: () => Promise.reject(new Error('no')) });
    await expect(failing).rejects.toThrow('no');
    expect(await get({ key: 'pool', create: () => 'better' })).toBe('better');
  });

  it('is told of in the status until one succeeds', async () => {
    const { get, getStatus } = create();
    const failing = () => Promise.reject(new Error('refused with Bearer abcdefgh12345678'));
    await get({ key: 'pool', create: failing }).catch(() => {});
    expect(getStatus()).toEqual({
      gateway: 'singleton',
      state: 'degraded',
      reasons: ['pool could not be made: refused with Bearer [redacted]'],
      instances: 0,
    });
    await get({ key: 'pool', create: () => 1 });
    expect(getStatus()).toEqual({ gateway: 'singleton', state: 'healthy', reasons: [], instances: 1 });
  });
});

describe('registering', () => {
  it('is refused for a key that is taken, made or not', async () => {
    const { register, get } = create();
    register({ key: 'pool', create: () => 1 });
    expect(() => register({ key: 'pool', create: () => 2 })).toThrow(codeOf('SINGLETON_ALREADY_REGISTERED'));
    const making = get({ key: 'brought', create: () => 1 });
    expect(() => register({ key: 'brought', create: () => 2 })).toThrow(codeOf('SINGLETON_ALREADY_REGISTERED'));
    await making;
    expect(() => register({ key: 'brought', create: () => 2 })).toThrow(codeOf('SINGLETON_ALREADY_REGISTERED'));
  });

  it('is possible again after a reset, once, and what is made then goes by it', async () => {
    const { register, get, reset } = create();
    register({ key: 'pool', create: () => 1 });
    await get({ key: 'pool' });
    await reset({ key: 'pool' });
    register({ key: 'pool', create: () => 2 });
    expect(() => register({ key: 'pool', create: () => 3 })).toThrow(codeOf('SINGLETON_ALREADY_REGISTERED'));
    expect(await get({ key: 'pool' })).toBe(2);
  });
});

describe('the list', () => {
  it('has all keys in order of registration, with their state and use', async () => {
    const environment = createTestEnvironment({ startAtMs: 5_000 });
    const { register, get, list, reset } = createSingletonGateway({}, { environment }).operations;
    for (const key of ['c', 'a', 'b']) register({ key, create: () => key });
    const slow = Promise.withResolvers<void>();
    await environment.clock.advance(7);
    await get({ key: 'b' });
    await get({ key: 'b' });
    const making = get({ key: 'd', create: () => slow.promise });
    expect(list()).toEqual([
      { key: 'c', state: 'registered', uses: 0 },
      { key: 'a', state: 'registered', uses: 0 },
      { key: 'b', state: 'ready', createdAtMs: 5_007, lastUsedAtMs: 5_007, uses: 2 },
      { key: 'd', state: 'creating', uses: 1 },
    ]);
    slow.resolve();
    await making;
    await reset({ key: 'c' });
    register({ key: 'c', create: () => 'anew' });
    expect(list().map(({ key }) => key)).toEqual(['a', 'b', 'd', 'c']);
  });
});

describe('parameters', () => {
  const { execute } = createSingletonGateway();

  it.each([[''], [7], [undefined], ['x'.repeat(513)]])('refuses the key %j everywhere', async (key) => {
    const wrong = { key: key as never, create: () => 1, run: () => 1 };
    for (const name of ['register', 'get', 'has', 'reset', 'executeOnce'] as const) {
      expect(await execute(name, wrong)).toMatchObject({ success: false, error: { code: 'SINGLETON_INVALID_KEY' } });
    }
  });

  it('says what is missing', async () => {
    const error = { code: 'KERNEL_INVALID_PARAMS' };
    const broken = execute as (name: string, params: object) => unknown;
    expect(await broken('register', { key: 'a' })).toMatchObject({ error });
    expect(await broken('register', { key: 'a', create: () => 1, dispose: 'close' })).toMatchObject({ error });
    expect(await broken('get', { key: 'a', create: 'x' })).toMatchObject({ error });
    expect(await broken('executeOnce', { key: 'a' })).toMatchObject({ error });
    expect(await execute('get', { key: 'a' })).toMatchObject({ error: { code: 'SINGLETON_NOT_REGISTERED' } });
    expect(await execute('list')).toMatchObject({ data: [] });
  });

  it('are all that the generic operation needs to work by itself', async () => {
    const made = await genericSingletonOperation('get', { key: 'pool', create: () => ({ open: true }) });
    expect(made).toMatchObject({ success: true, data: { open: true } });
    expect(genericSingletonOperation('has', { key: 'pool' })).toMatchObject({ data: true });
  });
});
