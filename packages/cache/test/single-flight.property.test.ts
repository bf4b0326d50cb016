import { createTestEnvironment } from '@hearthgate/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCacheGateway } from '../src/index.ts';

const command = fc.record({
  what: fc.constantFrom('ask', 'ask', 'ask', 'ask and fail', 'set', 'delete', 'invalidate', 'clear'),
  key: fc.constantFrom('a', 'b'),
});

describe('callers in any order', () => {
  it('never run create twice at a time for one state of a key, and never leave an outdated value', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(command, { maxLength: 25 }), async (scheduler, commands) => {
        const { operations } = createCacheGateway({}, { environment: createTestEnvironment() });
        // How often each key was written or forgotten: a value that was begun under another number is out of date.
        const versions = new Map<string, number>([
          ['a', 0],
          ['b', 0],
        ]);
        const flying = new Set<string>();
        const bump = (key: string) => versions.set(key, (versions.get(key) ?? 0) + 1);

        const ask = async (key: string, fails: boolean) => {
          const create = async () => {
            const flight = `${key}@${versions.get(key)}`;
            expect(flying.has(flight), `${flight} is being made already`).toBe(false);
            flying.add(flight);
            await scheduler.schedule(Promise.resolve(), flight);
            flying.delete(flight);
            if (fails) throw new Error(flight);
            return flight;
          };
          const got = await operations
            .getOrSet({ key, create, tags: [`tag ${key}`] })
            .catch((error: Error) => error.message);
          expect(got.startsWith(`${key}@`)).toBe(true);
        };
        const run = async ({ what, key }: { what: string; key: string }) => {
          if (what === 'ask' || what === 'ask and fail') return ask(key, what === 'ask and fail');
          if (what === 'clear') for (const one of versions.keys()) bump(one);
          else bump(key);
          if (what === 'set')
            return operations.set({ key, value: `${key}@${versions.get(key)}`, tags: [`tag ${key}`] });
          if (what === 'delete') return operations.delete({ key });
          if (what === 'invalidate') return operations.invalidateTag({ tag: `tag ${key}` });
          return operations.clear();
        };

        const started = commands.map((one) => scheduler.schedule(Promise.resolve(), one.what).then(() => run(one)));
        await scheduler.waitFor(Promise.all(started));
        for (const [key, version] of versions) {
          const kept = await operations.get({ key });
          if (kept !== undefined) expect(kept.value).toBe(`${key}@${version}`);
        }
      }),
      { numRuns: 300 },
    );
  });
});
