import { describe, expect, it } from 'vitest';
import { type Pending, WaitCycle, WorkGraph } from '../src/work-graph.ts';

describe('the graph of waits', () => {
  it('hands the result or the failure to whoever waits, and runs the work once', async () => {
    const graph = new WorkGraph();
    let runs = 0;
    const fine = graph.start('fine', () => ++runs);
    const error = new Error('no');
    const failed = graph.start('failed', () => Promise.reject(error));
    expect(await Promise.all([graph.wait(fine), graph.wait(fine)])).toEqual([1, 1]);
    await expect(graph.wait(failed)).rejects.toBe(error);
  });

  it('knows work before it begins', async () => {
    const graph = new WorkGraph();
    let begun = false;
    const pending = graph.start('a', () => {
      begun = true;
    });
    expect(begun).toBe(false);
    await graph.wait(pending);
    expect(begun).toBe(true);
  });

  it('names the way round', async () => {
    const graph = new WorkGraph();
    const parts = new Map<string, Pending<unknown>>();
    const next: Record<string, string> = { a: 'b', b: 'c', c: 'a' };
    for (const [name, other] of Object.entries(next)) {
      parts.set(
        name,
        graph.start(name, () => graph.wait(parts.get(other) as Pending<unknown>)),
      );
    }
    const error = await graph.wait(parts.get('a') as Pending<unknown>).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(WaitCycle);
    expect(error).toMatchObject({ path: ['c', 'a', 'b', 'c'] });
  });

  it('takes work that is done for no part of a circle, from that very moment', async () => {
    const graph = new WorkGraph();
    const go = Promise.withResolvers<string>();
    let leftBehind: Promise<string> | undefined;
    const first: Pending<string> = graph.start('first', () => {
      leftBehind = (async () => {
        // By single turns, to ask before those who waited have noticed.
        while (!first.work.done) await undefined;
        return graph.wait(second);
      })();
      return 'first';
    });
    const second: Pending<string> = graph.start('second', async () => {
      await graph.wait(first);
      return go.promise;
    });
    await graph.wait(first);
    go.resolve('second');
    expect(await leftBehind).toBe('second');
  });
});
