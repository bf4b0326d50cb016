import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createSingletonGateway } from '../src/index.ts';

/** A gateway and a diary of what ended. */
function bench() {
  const { operations } = createSingletonGateway({}, { environment: createTestEnvironment() });
  const ended: string[] = [];
  const make = (key: string, create: () => unknown = () => key) =>
    operations.get({ key, create, dispose: () => void ended.push(key) });
  return { ...operations, ended, make };
}

describe('resetting one key', () => {
  it('ends its instance, and the next get makes a new one', async () => {
    const { register, get, reset, has, ended } = bench();
    let made = 0;
    register({
      key: 'pool',
      create: () => ({ number: ++made }),
      dispose: ({ number }) => void ended.push(`${number}`),
    });
    const first = await get({ key: 'pool' });
    expect(await reset({ key: 'pool' })).toBe(true);
    expect([has({ key: 'pool' }), ended]).toEqual([false, ['1']]);
    expect(await get({ key: 'pool' })).not.toBe(first);
    await reset({ key: 'pool' });
    expect(ended).toEqual(['1', '2']);
  });

  it('forgets a key that nobody registered, and keeps one that was', async () => {
    const { register, make, get, reset, list } = bench();
    register({ key: 'known', create: () => 1 });
    await get({ key: 'known' });
    await make('brought');
    for (const key of ['known', 'brought']) await reset({ key });
    expect(list()).toEqual([{ key: 'known', state: 'registered', uses: 1 }]);
    await expect(get({ key: 'brought' })).rejects.toMatchObject({ code: 'SINGLETON_NOT_REGISTERED' });
    expect(await get({ key: 'known' })).toBe(1);
  });

  it('says that there was nothing to end', async () => {
    const { register, reset } = bench();
    register({ key: 'pool', create: () => 1 });
    expect(await reset({ key: 'pool' })).toBe(false);
    expect(await reset({ key: 'unknown' })).toBe(false);
  });

  it('waits for a creation that is under way and ends what it made', async () => {
    const { make, reset, has, ended } = bench();
    const slow = Promise.withResolvers<string>();
    const asked = make('pool', () => slow.promise);
    const resetting = reset({ key: 'pool' });
    slow.resolve('made');
    expect(await asked).toBe('made');
    expect(await resetting).toBe(true);
    expect([has({ key: 'pool' }), ended]).toEqual([false, ['pool']]);
  });

  it('has nothing to end when the creation under way fails', async () => {
    const { make, reset, ended } = bench();
    const asked = make('pool', () => Promise.reject(new Error('no'))).catch((error: Error) => error.message);
    expect(await reset({ key: 'pool' })).toBe(false);
    expect([await asked, ended]).toEqual(['no', []]);
  });

  it('keeps a get waiting until the old instance has ended', async () => {
    const { get, reset } = bench();
    const diary: string[] = [];
    const closing = Promise.withResolvers<void>();
    let made = 0;
    const ask = () =>
      get({
        key: 'port',
        create: () => diary.push(`open ${++made}`),
        dispose: () => closing.promise.then(() => void diary.push('closed')),
      });
    await ask();
    const resetting = reset({ key: 'port' });
    const [one, two] = [ask(), ask()];
    await new Promise((resolve) => setImmediate(resolve));
    expect(diary).toEqual(['open 1']);
    closing.resolve();
    await Promise.all([resetting, one, two]);
    expect(diary).toEqual(['open 1', 'closed', 'open 2']);
  });

  it('ends an instance once, however many ask for it', async () => {
    const { make, reset, resetAll, ended } = bench();
    await make('pool');
    const answers = await Promise.all([reset({ key: 'pool' }), reset({ key: 'pool' }), resetAll()]);
    expect([answers, ended]).toEqual([[true, false, 0], ['pool']]);
  });

  it('tells the failure of a disposal, forgets the instance all the same, and lets others go on', async () => {
    const { get, reset, has } = bench();
    const error = new Error('stuck');
    const ask = () => get({ key: 'pool', create: () => 1, dispose: () => Promise.reject(error) });
    await ask();
    const resetting = reset({ key: 'pool' });
    const waiting = ask();
    await expect(resetting).rejects.toMatchObject({
      code: 'SINGLETON_DISPOSE_FAILED',
      data: { keys: ['pool'], ended: 1 },
      cause: { errors: [{ message: 'Singleton pool failed to end.', cause: error }] },
    });
    expect(await waiting).toBe(1);
    expect(has({ key: 'pool' })).toBe(true);
  });
});

describe('resetting all', () => {
  it('ends instances in reverse order of their creation, not of their registration', async () => {
    const { register, get, make, resetAll, ended, list } = bench();
    register({ key: 'last', create: () => 1, dispose: () => void ended.push('last') });
    await make('first');
    // Made before the one that needs it is done.
    await make('client', () => make('socket'));
    await get({ key: 'last' });
    expect(await resetAll()).toBe(4);
    expect(ended).toEqual(['last', 'client', 'socket', 'first']);
    expect(list().every(({ state }) => state === 'registered')).toBe(true);
    expect(await resetAll()).toBe(0);
  });

  it('ends one after the other', async () => {
    const { get, resetAll } = bench();
    const diary: string[] = [];
    for (const key of ['a', 'b']) {
      const dispose = async () => {
        diary.push(`${key} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        diary.push(`${key} ends`);
      };
      await get({ key, create: () => key, dispose });
    }
    await resetAll();
    expect(diary).toEqual(['b begins', 'b ends', 'a begins', 'a ends']);
  });

  it('lets a disposal use what is older', async () => {
    const { make, get, resetAll, ended } = bench();
    await make('log');
    await get({
      key: 'pool',
      create: () => 1,
      dispose: async () => void ended.push(`with ${await get({ key: 'log' })}`),
    });
    expect(await resetAll()).toBe(2);
    expect(ended).toEqual(['with log', 'log']);
  });

  it('tries all, then says which failed', async () => {
    const { make, get, resetAll, ended } = bench();
    const stuck = new Error('stuck');
    await make('a');
    await get({ key: 'bad', create: () => 1, dispose: () => Promise.reject(stuck) });
    await make('b');
    const thrower = () => {
      throw 'a text';
    };
    await get({ key: 'worse', create: () => 1, dispose: thrower });
    const error = await resetAll().catch((caught: unknown) => caught as Error & { code: string; data: unknown });
    expect(ended).toEqual(['b', 'a']);
    expect(error).toMatchObject({
      code: 'SINGLETON_DISPOSE_FAILED',
      data: { keys: ['worse', 'bad'], ended: 4 },
      message: expect.stringContaining('worse, bad'),
    });
    const cause = (error as Error).cause as AggregateError;
    expect(cause).toBeInstanceOf(AggregateError);
    expect(cause.errors.map(({ cause: why }: Error) => why)).toEqual(['a text', stuck]);
    expect(await resetAll()).toBe(0);
  });

  it('leaves alone what was made anew before its turn came', async () => {
    const { get, make, reset, resetAll, ended, has } = bench();
    await make('old');
    const closing = Promise.withResolvers<void>();
    await get({ key: 'slow', create: () => 1, dispose: () => closing.promise });
    const resetting = resetAll();
    await reset({ key: 'old' });
    await make('old');
    closing.resolve();
    expect(await resetting).toBe(1);
    expect([ended, has({ key: 'old' })]).toEqual([['old'], true]);
  });

  it('awaits and ends what is being made, and leaves alone what begins later', async () => {
    const { make, resetAll, ended, has } = bench();
    await make('old');
    const slow = Promise.withResolvers<string>();
    const making = make('slow', () => slow.promise);
    const resetting = resetAll();
    const late = Promise.withResolvers<string>();
    const later = make('late', () => late.promise);
    slow.resolve('made');
    expect(await resetting).toBe(2);
    late.resolve('made');
    await Promise.all([making, later]);
    expect(ended).toEqual(['slow', 'old']);
    expect(has({ key: 'late' })).toBe(true);
  });
});

describe('how an instance ends', () => {
  it('is its own affair when nobody says otherwise: asyncDispose, else dispose, else nothing', async () => {
    const { get, resetAll, ended } = bench();
    class Both {
      name = 'both';
      async [Symbol.asyncDispose]() {
        await undefined;
        ended.push(`${this.name} asynchronously`);
      }
      [Symbol.dispose]() {
        ended.push('never');
      }
    }
    const instances = [null, 'text', { plain: true }, { [Symbol.dispose]: () => ended.push('sync') }, new Both()];
    for (const [index, instance] of instances.entries()) await get({ key: `${index}`, create: () => instance });
    expect(await resetAll()).toBe(5);
    expect(ended).toEqual(['both asynchronously', 'sync']);
  });

  it('is decided by the function that was given for it', async () => {
    const { get, reset, ended } = bench();
    const instance = { [Symbol.dispose]: () => ended.push('own') };
    await get({ key: 'a', create: () => instance, dispose: (given) => void ended.push(`given ${given === instance}`) });
    await reset({ key: 'a' });
    expect(ended).toEqual(['given true']);
  });
});

describe('the gateway itself', () => {
  it('ends all its instances, newest first, when its scope ends', async () => {
    const ended: string[] = [];
    {
      await using gateway = createSingletonGateway({}, { environment: createTestEnvironment() });
      for (const key of ['a', 'b']) {
        await gateway.operations.get({ key, create: () => key, dispose: () => void ended.push(key) });
      }
    }
    expect(ended).toEqual(['b', 'a']);
  });
});
