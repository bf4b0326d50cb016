import { describe, expect, it } from 'vitest';
import { clocks } from '../src/measure/clock.ts';
import { compare, type Task } from '../src/measure/compare.ts';

const quick = { quick: true };
const about = { id: 'x', title: 'X', reference: 'one' };

describe('the clocks', () => {
  it.each(['processor', 'elapsed'] as const)(
    'the %s clock sees work that is shorter than a tick of the system',
    (name) => {
      const work = () => Array.from({ length: 2_000 }, (_, index) => JSON.stringify({ index })).length;
      for (let turn = 0; turn < 20; turn += 1) {
        const before = clocks[name]();
        expect(work()).toBe(2_000);
        expect(clocks[name]()).toBeGreaterThan(before);
      }
    },
  );
});

describe('a comparison', () => {
  it('measures its tasks in turns, every second round backwards', async () => {
    const batches: string[] = [];
    const task = (name: string): Task => ({
      name,
      side: 'ours',
      maxCalls: 1,
      before: () => void batches.push(name),
      run: () => 7,
    });
    await compare({ ...about, tasks: [task('one'), task('two'), task('three')], rounds: 4 }, { quick: false });
    const rounds = ['one', 'two', 'three', 'three', 'two', 'one', 'one', 'two', 'three', 'three', 'two', 'one'];
    // Before the rounds each is tried and warmed up, after them what it allocates is measured.
    expect(batches.join(' ')).toContain(rounds.join(' '));
  });

  it('counts the bytes that a call allocates', async () => {
    let kept: unknown;
    const tasks: readonly Task[] = [
      {
        name: 'one',
        side: 'ours',
        run: () => {
          kept = new Float64Array(0).length === 0 ? Array.from({ length: 1_000 }, () => 1.5) : kept;
        },
      },
    ];
    const { rows } = await compare({ ...about, tasks, rounds: 3 }, { quick: false });
    // A thousand numbers of eight bytes, and what the array had to be while it grew.
    expect(rows[0]?.bytes).toBeGreaterThan(8_000);
    expect(rows[0]?.bytes).toBeLessThan(60_000);
    expect(kept).toHaveLength(1_000);
  });

  it('says of a task that throws, or answers something else than it should, what went wrong', async () => {
    const tasks: readonly Task[] = [
      { name: 'one', side: 'ours', run: () => 7 },
      { name: 'two', side: 'peer', run: () => Promise.reject(new RangeError('out of range')) },
      { name: 'three', side: 'peer', holds: (answer: number) => answer === 7, run: () => 8 },
    ];
    const { rows } = await compare({ ...about, tasks }, quick);
    expect(rows.map(({ error }) => error)).toEqual([undefined, 'RangeError: out of range', 'Error: it answered 8']);
  });
});
