import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { party } from './parties.ts';
import { play, type Wrap } from './play.ts';

describe('Invocations at the same time in one environment do not mix, whatever the order of what happens:', () => {
  it('two', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.tuple(party, party), async (scheduler, parties) => {
        expect(await play(scheduler, parties)).toEqual([]);
      }),
      { numRuns: 250 },
    );
  }, 60_000);

  it('many', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(party, { minLength: 3, maxLength: 12 }), async (scheduler, parties) => {
        expect(await play(scheduler, parties)).toEqual([]);
      }),
      { numRuns: 80 },
    );
  }, 60_000);
});

describe('That two have mixed is found when', () => {
  /** A function that keeps what belongs to an invocation beside it, as module scope would. */
  const mixing = (
    use: (kept: { event: unknown; id: string }, own: { event: unknown; id: string }) => readonly [unknown, string],
  ): Wrap => {
    return (handler, scheduler) => {
      let kept = { event: undefined as unknown, id: '' };
      return async (event, id) => {
        kept = { event, id };
        await scheduler.schedule(Promise.resolve(), 'something is waited for');
        return handler(...use(kept, { event, id }));
      };
    };
  };

  it.each<[what: string, wrap: Wrap]>([
    ['one is answered with what the other sent', mixing((kept, own) => [kept.event, own.id])],
    ['one writes lines under the id of the other', mixing((kept, own) => [own.event, kept.id])],
  ])(
    '%s',
    async (_what, wrap) => {
      const property = fc.asyncProperty(fc.scheduler(), fc.tuple(party, party), async (scheduler, parties) => {
        expect(await play(scheduler, parties, wrap)).toEqual([]);
      });
      const { failed } = await fc.check(property, { numRuns: 100, endOnFailure: true });
      expect(failed).toBe(true);
    },
    60_000,
  );
});
