import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createSingletonGateway } from '../src/index.ts';

const CYCLES = 100_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes of the heap that something still holds. */
async function heldBytes(): Promise<number> {
  // Twice, with a turn in between: what finalizers let go of is collected by the second.
  for (let time = 0; time < 2; time += 1) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage().heapUsed;
}

const { operations } = createSingletonGateway({}, { environment: createTestEnvironment() });
const { get, reset, cleanup, executeOnce } = operations;
let disposed = 0;
const dispose = () => {
  disposed += 1;
};
const create = () => ({ buffer: new Array(64).fill(0) });

describe('a hundred thousand instances, one after the other', () => {
  const cycles: Record<string, (number: number) => Promise<unknown>> = {
    'of one key': async () => {
      await get({ key: 'pool', create, dispose });
      await reset({ key: 'pool' });
    },
    'of as many keys': async (number) => {
      await get({ key: `pool ${number}`, create, dispose });
      await reset({ key: `pool ${number}` });
    },
    'that end because they are idle': async (number) => {
      await get({ key: `idle ${number}`, create, dispose, idleMs: 1 });
      await cleanup({ idleMs: 0 });
    },
    'that were made with another': async (number) => {
      await get({ key: 'outer', create: () => get({ key: `inner ${number}`, create, dispose }) });
      await Promise.all([reset({ key: 'outer' }), reset({ key: `inner ${number}` })]);
    },
    'that could not be made': async (number) => {
      await get({ key: `broken ${number}`, create: () => Promise.reject(new Error(`no ${number}`)) }).catch(dispose);
    },
    'of runs that failed': async (number) => {
      await executeOnce({ key: `run ${number}`, run: () => Promise.reject(new Error(`no ${number}`)) }).catch(dispose);
    },
  };

  it.each(Object.entries(cycles))('%s, leave nothing behind', { timeout: 120_000 }, async (_, cycle) => {
    disposed = 0;
    const tenth = CYCLES / 10;
    let before = 0;
    for (let number = 1; number <= CYCLES; number += 1) {
      await cycle(number);
      if (number % tenth > 0) continue;
      // The first tenth is for code that is compiled and tables that find their size.
      if (number === tenth) before = await heldBytes();
      const grownBytes = (await heldBytes()) - before;
      // One pointer for each would be 720 kB in the end. A leak slows each cycle down, so it is told of at once.
      expect(grownBytes, `after ${number}`).toBeLessThan(500_000);
    }
    expect(disposed).toBe(CYCLES);
  });
});
