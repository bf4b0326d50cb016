import { describe, expect, it } from 'vitest';
import { createSingletonGateway } from '../src/index.ts';

describe('running once', () => {
  it('gives every later caller the first result, undefined included', async () => {
    const { executeOnce } = createSingletonGateway().operations;
    let runs = 0;
    expect(await executeOnce({ key: 'count', run: () => ++runs })).toBe(1);
    expect(await executeOnce({ key: 'count', run: () => ++runs })).toBe(1);
    for (let time = 0; time < 2; time += 1) await executeOnce({ key: 'nothing', run: () => void ++runs });
    expect(runs).toBe(2);
  });

  it('is shared by those who ask at the same time', async () => {
    const { executeOnce } = createSingletonGateway().operations;
    const slow = Promise.withResolvers<string>();
    let runs = 0;
    const ask = () => {
      const run = () => {
        runs += 1;
        return slow.promise;
      };
      return executeOnce({ key: 'warm-up', run });
    };
    const asked = [ask(), ask()];
    slow.resolve('warm');
    expect([await Promise.all(asked), runs]).toEqual([['warm', 'warm'], 1]);
  });

  it('may be tried again when it failed, and passes the very error on', async () => {
    const { executeOnce } = createSingletonGateway().operations;
    const error = new RangeError('no');
    const failing = () =>
      executeOnce({
        key: 'a',
        run: () => {
          throw error;
        },
      }).catch((caught: unknown) => caught);
    expect(await Promise.all([failing(), failing()])).toEqual([error, error]);
    expect(await executeOnce({ key: 'a', run: () => 'done' })).toBe('done');
  });

  it('has keys of its own, which no reset forgets', async () => {
    const { executeOnce, get, list, resetAll } = createSingletonGateway().operations;
    await executeOnce({ key: 'a', run: () => 'once' });
    expect(list()).toEqual([]);
    expect(await get({ key: 'a', create: () => 'instance' })).toBe('instance');
    await resetAll();
    expect(await executeOnce({ key: 'a', run: () => 'twice' })).toBe('once');
  });

  it('is told when it waits for itself', async () => {
    const { executeOnce } = createSingletonGateway().operations;
    const run = (): Promise<unknown> => executeOnce({ key: 'a', run });
    await expect(executeOnce({ key: 'a', run })).rejects.toMatchObject({ code: 'SINGLETON_CYCLE' });
  });
});
