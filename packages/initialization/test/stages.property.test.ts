import { createTestEnvironment } from '@hearthgate/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutValue } from '../src/config/config-issues.ts';
import { createInitializationGateway } from '../src/index.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const anyStages = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom(...names),
    after: fc.subarray([...names]),
    fails: fc.boolean(),
    required: fc.boolean(),
  }),
  { selector: ({ name }) => name },
);

describe('any set of stages', () => {
  it('settles: each stage has an end, and none ran before all it waits for had succeeded', async () => {
    await fc.assert(
      fc.asyncProperty(anyStages, async (stages) => {
        const { operations } = createInitializationGateway({}, { environment: createTestEnvironment() });
        const ended = new Set<string>();
        for (const { name, after, fails, required } of stages) {
          const run = async () => {
            expect(after.filter((other) => !ended.has(other))).toEqual([]);
            await Promise.resolve();
            if (fails) throw new Error('planted');
            ended.add(name);
          };
          operations.registerStage({ name, after, required, run });
        }
        const report = await operations.lambdaInit();
        const succeeded = report.stages.filter(({ state }) => state === 'succeeded').map(({ name }) => name);
        expect(new Set(succeeded)).toEqual(ended);
        for (const { state, reason } of report.stages) {
          expect(['succeeded', 'failed', 'skipped']).toContain(state);
          expect(reason === undefined).toBe(state === 'succeeded');
        }
        const lost = stages.filter(({ name }) => !ended.has(name));
        const expected = lost.some(({ required }) => required) ? 'failed' : lost.length > 0 ? 'degraded' : 'ready';
        expect(report.state).toBe(expected);
      }),
    );
  });
});

describe('any message about any setting', () => {
  it('keeps neither the value nor a run of eight characters of it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 4 }), fc.string(), (before, value, behind) => {
        const safe = withoutValue(`${before}${value}${behind}`, value).replaceAll('[value]', '\u0000').toLowerCase();
        const run = Math.min(8, value.length);
        for (let at = 0; at + run <= value.length; at += 1) {
          expect(safe).not.toContain(value.slice(at, at + run).toLowerCase());
        }
      }),
    );
  });

  it('keeps the words that it shares with the value by chance', () => {
    const message = 'It has a password in it; use HOME_TOKEN.';
    expect(withoutValue(message, 'https://me:hidden-word@home.example')).toBe(message);
  });
});
