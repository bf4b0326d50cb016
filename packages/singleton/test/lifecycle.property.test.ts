import { createTestEnvironment } from '@hearthgate/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSingletonGateway } from '../src/index.ts';

const KEYS = ['a', 'b', 'c'];
const command = fc.record({
  what: fc.constantFrom('get', 'get', 'get', 'get and fail', 'reset', 'resetAll', 'has'),
  key: fc.constantFrom(...KEYS),
});

describe('calls in any order', () => {
  it('never have two instances of a key, end each once, and end all in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(command, { maxLength: 25 }), async (scheduler, commands) => {
        const { operations } = createSingletonGateway({}, { environment: createTestEnvironment() });
        const { get, has, list, reset, resetAll } = operations;
        /** What each key has going on: one thing at a time. */
        const busy = new Map<string, string>();
        let made = 0;
        let ended = 0;
        const enter = (key: string, what: string, allowed: string | undefined) => {
          expect(busy.get(key), `${what} ${key}`).toBe(allowed);
          busy.set(key, what);
        };
        const ask = (key: string, fails: boolean) => {
          const create = async () => {
            enter(key, 'creating', undefined);
            await scheduler.schedule(Promise.resolve(), `create ${key}`);
            if (fails) {
              busy.delete(key);
              throw new Error('planned');
            }
            busy.set(key, 'alive');
            made += 1;
            return { key };
          };
          const dispose = async () => {
            enter(key, 'ending', 'alive');
            await scheduler.schedule(Promise.resolve(), `dispose ${key}`);
            busy.delete(key);
            ended += 1;
          };
          return get({ key, create, dispose }).then(
            (instance) => expect(instance).toEqual({ key }),
            (error: Error) => expect(error.message).toBe('planned'),
          );
        };
        let counted = 0;
        const run = async ({ what, key }: { what: string; key: string }) => {
          if (what === 'has') {
            if (has({ key })) expect(busy.get(key)).toBe('alive');
          } else if (what === 'reset') {
            const one = await reset({ key });
            counted += one ? 1 : 0;
          } else if (what === 'resetAll') {
            const some = await resetAll();
            counted += some;
          } else await ask(key, what === 'get and fail');
        };
        const started = commands.map((one) => scheduler.schedule(Promise.resolve(), one.what).then(() => run(one)));
        await scheduler.waitFor(Promise.all(started));

        expect(KEYS.filter((key) => has({ key }))).toEqual(KEYS.filter((key) => busy.get(key) === 'alive'));
        const rest = await scheduler.waitFor(resetAll());
        counted += rest;
        expect([ended, counted, busy.size]).toEqual([made, made, 0]);
        expect(list().every(({ state }) => state === 'registered')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
